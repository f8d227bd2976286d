// A tenant's MariaDB reaches no other server, its users no other database, and its server is set up as all are.
import { describe, it } from 'vitest';
import { expectBreak } from '../../broken-tenant.js';

/** On MariaDB, with backups by role. */
const tenant = 'lumen-lamps';

describe('MariaDB rules', () => {
  it.each([
    ['Database mariadb-shop', 'spec.mariaDbRef.name', 'other'],
    ['User mariadb-shop', 'spec.mariaDbRef.namespace', 'tenant-demo-store'],
    ['Grant mariadb-shop', 'spec.mariaDbRef', undefined],
    ['Grant mariadb-shop', 'spec.database', '*'],
    ['Grant mariadb-shop', 'spec.database', 'mysql'],
    ['Grant mariadb-shop', 'spec.username', 'root'],
    ['Grant mariadb-shop', 'spec.grantOption', true],
    ['Grant mariadb-shop', 'spec.privileges', ['GRANT OPTION']],
    ['User mariadb-shop', 'spec.name', 'root'],
    ['User mariadb-shop', 'spec.passwordSecretKeyRef.name', 'keys'],
    ['MariaDB mariadb', 'spec.rootPasswordSecretKeyRef.name', 'mariadb-shop'],
    ['MariaDB mariadb', 'spec.service', { type: 'LoadBalancer' }],
    ['MariaDB mariadb', 'spec.serviceAccountName', 'secrets'],
    ['MariaDB mariadb', 'spec.sidecarContainers', [{ image: 'busybox' }]],
  ])('find %s with another %s', (object, path, value) => {
    expectBreak({ code: 'check/foreign-server', tenant, object, set: [[path, value]] });
  });

  it.each([
    ['check/image-not-fixed', 'MariaDB mariadb', 'spec.image', 'mariadb:latest'],
    ['check/no-resources', 'MariaDB mariadb', 'spec.metrics.exporter.resources', undefined],
    ['check/pod-not-restricted', 'MariaDB mariadb', 'spec.podSecurityContext.runAsNonRoot', false],
    ['check/pod-not-restricted', 'MariaDB mariadb', 'spec.metrics.exporter.securityContext', undefined],
    ['check/unguarded-deletion', 'Database mariadb-shop', 'spec.cleanupPolicy', 'Delete'],
    ['check/blocking-pdb', 'MariaDB mariadb', 'spec.podDisruptionBudget', { minAvailable: 1 }],
  ] as const)('find %s in %s', (code, object, path, value) => {
    expectBreak({ code, tenant, object, set: [[path, value]] });
  });

  const backup = 'PhysicalBackup mariadb-backup-daily-*';

  it.each([
    ['spec.storage.s3.bucket', 'garage-backups-eu-west'],
    ['spec.storage.s3.prefix', 'city-motors/mariadb'],
    ['spec.storage.s3.prefix', undefined],
    ['spec.storage.s3.endpoint', 's3.eu-west.garage.example'],
    ['spec.storage.s3.accessKeyIdSecretKeyRef', { name: 'keys', key: 'password' }],
    ['spec.storage.volume', { nfs: { server: 'files', path: '/' } }],
    ['spec.serviceAccountName', undefined],
  ])('find a backup with another %s', (path, value) => {
    expectBreak({ code: 'check/foreign-backup-path', tenant, object: backup, set: [[path, value]] });
  });

  it.each(['0 0 2 * * *', '@daily', undefined])('find a backup at %s', (cron) => {
    expectBreak({ code: 'check/backup-cron', tenant, object: backup, set: [['spec.schedule.cron', cron]] });
  });

  it('find a role of another tenant at the account of the backups', () => {
    const role = 'arn:aws:iam::123456789012:role/tenant-city-motors-backups';
    const path = ['metadata', 'annotations', 'eks.amazonaws.com/role-arn'];
    expectBreak({
      code: 'check/excess-rights',
      tenant,
      object: 'ServiceAccount mariadb-backup',
      set: [[path, role]],
    });
  });
});

// The database of a tenant on MariaDB: what mariadb-operator is asked for, and who may reach what it makes of it.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { fieldsAt, listAt, valueAt } from '../../../../constructs/base/fields.js';
import type { TenantProps } from '../../../../constructs/base/tenant.js';
import { waves } from '../../../../constructs/base/waves.js';
import { Database } from '../../../../constructs/database/chart.js';
import type { DatabaseProps } from '../../../../constructs/database/schema.js';
import { concerns } from '../../../../constructs/index.js';
import { quotaOf } from '../../../../constructs/namespace/quota.js';
import { Network } from '../../../../constructs/network/chart.js';
import { Secrets } from '../../../../constructs/secrets/chart.js';
import { findObject, waveOf } from '../../objects.js';
import { render, tenant } from '../../tenant-fixture.js';

const shop = { name: 'shop', secret: 'mariadb-shop', stored: 'mariadb-shop', usedBy: ['web'] };
const database: DatabaseProps = {
  engine: 'mariadb',
  generation: 1,
  image: 'registry.example/mariadb:11.8.3',
  instances: 1,
  storage: '1024Mi',
  resources: { requests: { cpu: '1000m', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } },
  parameters: { max_allowed_packet: '64M' },
  backup: [{ name: 'weekly', schedule: '7 30 2 * * 0', keep: '12w' }],
  databases: [shop],
};

const inServer = ['Database', 'User', 'Grant'].map((kind) => [kind, 'mariadb-shop'] as const);

const objectsOf = (overrides: Partial<TenantProps> = {}) =>
  render(new Database(new App(), tenant({ database, ...overrides })));
const without = (backup: DatabaseProps): DatabaseProps => {
  const { backup: _, ...plain } = backup;
  return plain;
};

describe('a MariaDB', () => {
  it('comes before its databases, and asks before it goes', () => {
    const server = findObject(objectsOf(), 'MariaDB', 'mariadb');
    expect(server.metadata.annotations?.['argocd.argoproj.io/sync-options']).toContain('Delete=confirm');
    for (const [kind, name] of inServer)
      expect(waveOf(findObject(objectsOf(), kind, name))).toBeGreaterThan(waveOf(server));
  });

  it('writes quantities as the operator writes them back', () => {
    const spec = fieldsAt(findObject(objectsOf(), 'MariaDB', 'mariadb'), 'spec');
    expect(spec['storage']).toEqual({ size: '1Gi', storageClassName: 'fast' });
    expect(valueAt(spec, 'resources', 'requests', 'cpu')).toBe('1');
  });

  it('takes half of the memory for its buffer pool, unless the blueprint says otherwise', () => {
    const settings = (parameters: DatabaseProps['parameters']) =>
      valueAt(findObject(objectsOf({ database: { ...database, parameters } }), 'MariaDB', 'mariadb'), 'spec', 'myCnf');
    expect(settings({})).toBe('[mariadb]\ninnodb_buffer_pool_size=512M\n');
    expect(settings({ innodb_buffer_pool_size: '128M' })).toBe('[mariadb]\ninnodb_buffer_pool_size=128M\n');
  });

  it('lets each user into its own database, whose data outlives the object', () => {
    expect(findObject(objectsOf(), 'Grant', 'mariadb-shop')['spec']).toMatchObject({
      username: 'shop',
      database: 'shop',
      mariaDbRef: { name: 'mariadb' },
    });
    expect(findObject(objectsOf(), 'Database', 'mariadb-shop')['spec']).toMatchObject({ cleanupPolicy: 'Skip' });
  });

  it('is backed up below the tenant’s own path, at five fields, for as long as the tier says', () => {
    const backup = objectsOf().find(({ kind }) => kind === 'PhysicalBackup');
    expect(backup?.spec).toMatchObject({
      schedule: { cron: '30 2 * * 0', immediate: true, suspend: false },
      maxRetention: '2016h0m0s',
      storage: {
        s3: {
          bucket: 'tenant-backups',
          prefix: 'acme-auto/mariadb/weekly',
          endpoint: 'objects.example',
          tls: { enabled: true },
          accessKeyIdSecretKeyRef: { name: 'backup-store', key: 'access-key-id' },
        },
      },
    });
  });

  it('is backed up by every schedule into a folder of its own, and each cleans up after its own time', () => {
    const backup = [
      { name: 'daily', schedule: '0 0 2 * * *', keep: '30d' },
      { name: 'monthly', schedule: '0 0 4 1 * *', keep: '12m' },
    ];
    const backups = objectsOf({ database: { ...database, backup } }).filter(({ kind }) => kind === 'PhysicalBackup');
    expect(backups.map(({ spec }) => spec)).toMatchObject([
      {
        schedule: { immediate: true },
        maxRetention: '720h0m0s',
        storage: { s3: { prefix: 'acme-auto/mariadb/daily' } },
      },
      {
        schedule: { immediate: false },
        maxRetention: '8928h0m0s',
        storage: { s3: { prefix: 'acme-auto/mariadb/monthly' } },
      },
    ]);
  });

  it('is backed up by another object when the schedule changes, which can not be changed', () => {
    const nameOf = (schedule: string) =>
      objectsOf({ database: { ...database, backup: [{ name: 'daily', schedule, keep: '30d' }] } }).find(
        ({ kind }) => kind === 'PhysicalBackup',
      )?.metadata.name;
    expect(nameOf('0 0 2 * * *')).not.toBe(nameOf('0 0 3 * * *'));
    expect(nameOf('0 0 2 * * *')).toBe(nameOf('9 0 2 * * *'));
  });

  it('signs in to AWS by a role of its own account, and finds the region’s store', () => {
    const { cluster } = tenant();
    const role = 'arn:aws:iam::123456789012:role/tenant-{tenant}-backups';
    const backupStore = {
      bucket: 'b',
      region: 'us-east-1',
      credentials: { kind: 'role', roleArn: role },
      archives: false,
      lastBackup: false,
      network: [],
    } as const;
    const objects = objectsOf({ cluster: { ...cluster, backupStore } });
    expect(findObject(objects, 'ServiceAccount', 'mariadb-backup').metadata.annotations).toMatchObject({
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/tenant-acme-auto-backups',
    });
    const backup = objects.find(({ kind }) => kind === 'PhysicalBackup');
    expect(valueAt(backup, 'spec', 'storage', 's3')).toEqual({
      bucket: 'b',
      prefix: 'acme-auto/mariadb/weekly',
      region: 'us-east-1',
      endpoint: 's3.us-east-1.amazonaws.com',
      tls: { enabled: true },
    });
  });

  it('is taken care of by its operator while the tenant is active, which git then says', () => {
    expect(valueAt(findObject(objectsOf(), 'MariaDB', 'mariadb'), 'spec', 'suspend')).toBe(false);
    const asleep = findObject(objectsOf({ lifecycle: 'suspended' }), 'MariaDB', 'mariadb');
    expect(fieldsAt(asleep, 'spec')).not.toHaveProperty('suspend');
  });

  it('comes in the last wave while the tenant is suspended, with all that is in it, and its health does not count', () => {
    const objects = objectsOf({ lifecycle: 'suspended' });
    for (const [kind, name] of [['MariaDB', 'mariadb'] as const, ...inServer])
      expect(waveOf(findObject(objects, kind, name))).toBe(waves.hibernation);
    const ignored = (lifecycle: TenantProps['lifecycle']) =>
      objectsOf({ lifecycle })
        .filter(({ metadata }) => metadata.annotations?.['argocd.argoproj.io/ignore-healthcheck'] === 'true')
        .map(({ kind }) => kind);
    expect(ignored('suspended').sort()).toEqual(['Database', 'Grant', 'MariaDB', 'User']);
    expect(ignored('active')).toEqual([]);
  });

  it('is backed up once more when the tenant is suspended, and its schedules pause', () => {
    const objects = objectsOf({ lifecycle: 'suspended' });
    const [scheduled, last, ...others] = objects.filter(({ kind }) => kind === 'PhysicalBackup');
    expect([valueAt(scheduled, 'spec', 'schedule', 'suspend'), others]).toEqual([true, []]);
    expect(last?.metadata.name).toMatch(/^mariadb-backup-last-/);
    expect(last?.spec).toMatchObject({
      storage: { s3: { prefix: 'acme-auto/mariadb/weekly' } },
      mariaDbRef: { waitForIt: false },
    });
    expect(valueAt(last, 'spec', 'schedule')).toBeUndefined();
    expect(last === undefined ? undefined : waveOf(last)).toBe(waves.lastBackup);
    expect(objectsOf().map(({ metadata }) => metadata.name)).not.toContain(last?.metadata.name);
  });

  it('reads its root password once, and its users’ passwords every hour', () => {
    const objects = render(new Secrets(new App(), tenant({ database }), concerns));
    expect(findObject(objects, 'ExternalSecret', 'mariadb-root')['spec']).toMatchObject({
      refreshPolicy: 'CreatedOnce',
    });
    const secret = findObject(objects, 'ExternalSecret', 'mariadb-shop');
    expect(secret['spec']).toMatchObject({ refreshPolicy: 'Periodic' });
    expect(valueAt(secret, 'spec', 'target', 'template', 'data')).toMatchObject({ username: 'shop' });
  });

  it('is reached by its operator, exporter, backup jobs and users, and reaches nobody', () => {
    const objects = render(new Network(new App(), tenant({ database }), concerns));
    const { ingress, egress } = fieldsAt(findObject(objects, 'NetworkPolicy', 'database'), 'spec');
    expect(egress).toBeUndefined();
    const peers = listAt({ ingress }, 'ingress').flatMap((rule) => listAt(rule, 'from'));
    expect(peers.map((peer) => valueAt(peer, 'podSelector', 'matchLabels', 'app.kubernetes.io/name'))).toEqual([
      ...['mariadb-operator', 'exporter', 'mariadb-backup', 'web'],
    ]);
    expect(findObject(objects, 'NetworkPolicy', 'database-backup')).toBeDefined();
  });

  it('has no backup, and no way out for one, without a tier that asks for it', () => {
    const plain = without(database);
    expect(objectsOf({ database: plain }).map(({ kind }) => kind)).toEqual(['MariaDB', 'Database', 'User', 'Grant']);
    const policies = render(new Network(new App(), tenant({ database: plain }), concerns)).map(
      ({ metadata }) => metadata.name,
    );
    expect(policies).not.toContain('database-backup');
  });

  it('counts its server, two exporters, a backup job and what puts it to sleep in the quota, and one volume', () => {
    const bare = tenant({ services: {}, jobs: {}, hosts: [] });
    expect(quotaOf({ ...bare, database }, concerns)).toMatchObject({
      pods: '6',
      persistentvolumeclaims: '1',
      services: '3',
    });
    expect(quotaOf({ ...bare, database: without(database) }, concerns)).toMatchObject({ pods: '5' });
  });
});

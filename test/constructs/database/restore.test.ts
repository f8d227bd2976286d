// A database that begins with a backup: a new server beside the one before it, and how everything else of the tenant takes both.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { listAt, valueAt } from '../../../constructs/base/fields.js';
import { Database } from '../../../constructs/database/chart.js';
import type { DatabaseProps, LogicalDatabase, RestoreProps } from '../../../constructs/database/schema.js';
import { concerns } from '../../../constructs/index.js';
import { Monitoring } from '../../../constructs/monitoring/chart.js';
import { quotaOf } from '../../../constructs/namespace/quota.js';
import { Network } from '../../../constructs/network/chart.js';
import { Secrets } from '../../../constructs/secrets/chart.js';
import { findObject } from '../objects.js';
import { render, tenant } from '../tenant-fixture.js';

const { database: usual, cluster } = tenant();
if (usual === undefined || cluster.backupStore === undefined)
  throw new Error('the fixture has a database with backups');

const at = '2026-05-01T12:00:00Z';
const databases = (server: string): LogicalDatabase[] =>
  ['app', 'orders'].map((name) => ({ name, secret: `${server}-${name}`, stored: `postgres-${name}`, usedBy: ['api'] }));
const kept = { generation: 1, databases: databases('postgres') };
const restore: RestoreProps = { from: 1, at, schedule: 'daily', keep: kept };
const before: DatabaseProps = { ...usual, databases: databases('postgres') };
const under: DatabaseProps = { ...usual, generation: 2, databases: databases('postgres-r2'), restore };
const { restore: _, ...after } = under;

const objectsOf = (database: DatabaseProps) => render(new Database(new App(), tenant({ database })));
const clusters = (database: DatabaseProps) => objectsOf(database).filter(({ kind }) => kind === 'Cluster');

describe('a PostgreSQL server that is restored', () => {
  const restored = findObject(objectsOf(under), 'Cluster', 'postgres-r2');

  it('begins with the other one’s backups, at the moment that was asked for', () => {
    expect(valueAt(restored, 'spec', 'bootstrap')).toEqual({
      recovery: { source: 'origin', database: 'app', owner: 'app', recoveryTarget: { targetTime: at } },
    });
    expect(listAt(restored, 'spec', 'externalClusters')).toEqual([
      {
        name: 'origin',
        plugin: {
          name: 'barman-cloud.cloudnative-pg.io',
          enabled: true,
          isWALArchiver: false,
          parameters: { barmanObjectName: 'backups', serverName: 'postgres' },
        },
      },
    ]);
  });

  it('archives into a folder of its own, or it would be refused beside the other’s log', () => {
    const [archive] = listAt(restored, 'spec', 'plugins');
    expect(valueAt(archive, 'parameters', 'serverName')).toBe('postgres-r2');
  });

  it('has databases, roles and backups of its own', () => {
    const objects = objectsOf(under);
    expect(valueAt(findObject(objects, 'Database', 'postgres-r2-orders'), 'spec', 'cluster')).toEqual({
      name: 'postgres-r2',
    });
    expect(valueAt(findObject(objects, 'ScheduledBackup', 'postgres-r2-daily'), 'spec', 'cluster', 'name')).toBe(
      'postgres-r2',
    );
    expect(objects.filter(({ kind }) => kind === 'ScheduledBackup')).toHaveLength(1);
  });

  it('leaves the server before it exactly as it was, but for the order in which it may go', () => {
    const [was] = clusters(before);
    const is = findObject(objectsOf(under), 'Cluster', 'postgres');
    expect(is.spec).toEqual(was?.spec);
    expect(is.metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe(
      'PruneLast=true,Prune=confirm,Delete=confirm',
    );
  });

  it('stays under its name when the restore is done, without what it began with, and alone', () => {
    const [settled, ...others] = clusters(after);
    expect(others).toEqual([]);
    expect(settled?.metadata).toEqual(restored.metadata);
    expect(valueAt(settled, 'spec', 'externalClusters')).toBeUndefined();
    expect(valueAt(settled, 'spec', 'bootstrap')).toHaveProperty('initdb');
    expect(valueAt(settled, 'spec', 'plugins')).toEqual(valueAt(restored, 'spec', 'plugins'));
  });

  it('keeps no other where the other is lost', () => {
    const { keep: __, ...alone } = restore;
    expect(clusters({ ...under, restore: alone }).map(({ metadata }) => metadata.name)).toEqual(['postgres-r2']);
  });
});

describe('while both servers are there', () => {
  it('services reach both, each lets them in, and only the new one is measured', () => {
    const policies = render(new Network(new App(), tenant({ database: under }), concerns));
    const [toDatabase] = listAt(findObject(policies, 'NetworkPolicy', 'service-api'), 'spec', 'egress');
    expect(listAt(toDatabase, 'to').map((peer) => valueAt(peer, 'podSelector', 'matchLabels'))).toEqual([
      { 'cnpg.io/cluster': 'postgres-r2' },
      { 'cnpg.io/cluster': 'postgres' },
    ]);
    for (const name of ['database', 'database-r2']) findObject(policies, 'NetworkPolicy', name);
    const monitor = findObject(
      render(new Monitoring(new App(), tenant({ database: under }), concerns)),
      'PodMonitor',
      'postgres-r2',
    );
    expect(valueAt(monitor, 'spec', 'selector', 'matchLabels')).toEqual({ 'cnpg.io/cluster': 'postgres-r2' });
  });

  it('each has credentials that name it, from one entry of the store', () => {
    const { api, ...others } = tenant().services;
    if (api === undefined) throw new Error('the fixture has a service');
    const secretEnv = [{ name: 'DB_HOST', secret: 'postgres-r2-orders', key: 'host' }];
    const services = { ...others, api: { ...api, secretEnv } };
    const secrets = render(new Secrets(new App(), tenant({ database: under, services }), concerns));
    const read = ['postgres-orders', 'postgres-r2-orders'].map((name) => {
      const secret = findObject(secrets, 'ExternalSecret', name);
      const [entry] = listAt(secret, 'spec', 'data');
      return [valueAt(secret, 'spec', 'target', 'template', 'data', 'host'), valueAt(entry, 'remoteRef', 'key')];
    });
    expect(read).toEqual([
      ['postgres-rw', 'tenants/tenant-acme-auto/postgres-orders'],
      ['postgres-r2-rw', 'tenants/tenant-acme-auto/postgres-orders'],
    ]);
  });

  it('the quota has room for both', () => {
    const [one, two] = [
      quotaOf(tenant({ database: before }), concerns),
      quotaOf(tenant({ database: under }), concerns),
    ];
    expect(two['requests.storage']).toBe('200Gi');
    expect([one['requests.storage'], one['persistentvolumeclaims'], two['persistentvolumeclaims']]).toEqual([
      '100Gi',
      '2',
      '4',
    ]);
    expect(Number(two['services']) - Number(one['services'])).toBe(3);
    expect(quotaOf(tenant({ database: after }), concerns)).toEqual(one);
  });
});

describe('a MariaDB that is restored', () => {
  const ofMaria = (database: DatabaseProps): DatabaseProps => ({ ...database, engine: 'mariadb' });
  const serverOf = (database: DatabaseProps, overrides: Parameters<typeof tenant>[0] = {}) =>
    findObject(
      render(new Database(new App(), tenant({ ...overrides, database: ofMaria(database) }))),
      'MariaDB',
      'mariadb-r2',
    );

  it('begins with the last backup before the moment, in the other one’s folder', () => {
    expect(valueAt(serverOf(under), 'spec', 'bootstrapFrom')).toMatchObject({
      s3: { bucket: 'tenant-backups', prefix: 'acme-auto/mariadb/daily', endpoint: 'objects.example' },
      backupContentType: 'Physical',
      targetRecoveryTime: at,
      restoreJob: { metadata: { labels: { 'tenantry.dev/restores': 'mariadb-r2' } } },
    });
    expect(valueAt(serverOf(after), 'spec', 'bootstrapFrom')).toBeUndefined();
  });

  it('is filled by a job that reaches the store, and nobody else', () => {
    const policies = (database: DatabaseProps) =>
      render(new Network(new App(), tenant({ database: ofMaria(database) }), concerns));
    const job = findObject(policies(under), 'NetworkPolicy', 'database-r2-restore');
    expect(valueAt(job, 'spec', 'podSelector', 'matchLabels')).toEqual({ 'tenantry.dev/restores': 'mariadb-r2' });
    expect(listAt(job, 'spec', 'egress')).toHaveLength(1);
    expect(policies(after).map(({ metadata }) => metadata.name)).not.toContain('database-r2-restore');
  });

  it('signs in as the account of the backups where a role stands for keys, and goes on so', () => {
    const credentials = { kind: 'role', roleArn: 'arn:aws:iam::1:role/{tenant}-backups' } as const;
    const byRole = {
      cluster: {
        ...cluster,
        backupStore: { bucket: 'b', network: [], archives: false, lastBackup: false, credentials },
      },
    };
    for (const each of [under, after])
      expect(valueAt(serverOf(each, byRole), 'spec', 'serviceAccountName')).toBe('mariadb-backup');
    expect(valueAt(serverOf(under), 'spec', 'serviceAccountName')).toBeUndefined();
  });
});

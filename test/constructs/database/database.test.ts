// The database server: guarded, walled by role, backed up where the tier says so, asleep when the tenant is.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { listAt, valueAt } from '../../../constructs/base/fields.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { waves } from '../../../constructs/base/waves.js';
import { Database } from '../../../constructs/database/chart.js';
import type { DatabaseProps } from '../../../constructs/database/schema.js';
import { findObject, waveOf } from '../objects.js';
import { render, tenant } from '../tenant-fixture.js';

const { cluster, database } = tenant();
if (database?.backup === undefined || cluster.backupStore === undefined) throw new Error('the fixture has backups');
const { backup: _, ...withoutBackup } = database;
const { backupStore, ...withoutStore } = cluster;
const orders = { name: 'order_items', secret: 'postgres-order-items', stored: 'postgres-order-items', usedBy: ['web'] };

const objectsOf = (overrides: Partial<TenantProps> = {}) => render(new Database(new App(), tenant(overrides)));
const clusterOf = (overrides: Partial<TenantProps> = {}) => findObject(objectsOf(overrides), 'Cluster', 'postgres');
const sized = (change: Partial<DatabaseProps>) => clusterOf({ database: { ...database, ...change } })['spec'];
const kindsOf = (objects: readonly { readonly kind: string }[]) => objects.map(({ kind }) => kind);
const several = { database: { ...database, databases: [...database.databases, orders] } };

/** Backups by three schedules, in a store that may keep some of them for longer. */
function graded(archives = false): Partial<TenantProps> {
  const backup = [
    { name: 'daily', schedule: '0 0 2 * * *', keep: '30d' },
    { name: 'weekly', schedule: '0 0 3 * * 0', keep: '12w' },
    { name: 'monthly', schedule: '0 0 4 1 * *', keep: '12m' },
  ];
  return {
    database: { ...withoutBackup, backup },
    cluster: backupStore && { ...cluster, backupStore: { ...backupStore, archives } },
  };
}

it('renders nothing for a product without a database', () => {
  const { database: _none, ...without } = tenant();
  expect(render(new Database(new App(), without))).toEqual([]);
});

describe('the Cluster', () => {
  it('asks for confirmation before it is pruned or deleted', () => {
    expect(clusterOf().metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
    });
  });

  it('has a disruption budget only where another instance can take over', () => {
    expect(sized({ instances: 1 })).toMatchObject({ instances: 1, enablePDB: false });
    expect(sized({ instances: 3 })).toMatchObject({ instances: 3, enablePDB: true });
  });

  it('takes size, class, image and settings from the plan, without a superuser', () => {
    const spec = sized({});
    expect(spec).toMatchObject({
      imageName: 'registry.example/postgres:17.5',
      enableSuperuserAccess: false,
      storage: { size: '50Gi', storageClass: 'fast' },
      postgresql: { parameters: { max_connections: '100' } },
    });
    expect(valueAt(spec, 'monitoring')).toBeUndefined();
  });

  it('writes quantities as the operator’s webhook writes them back', () => {
    const needs = { cpu: '1000m', memory: '1024Mi' };
    expect(valueAt(sized({ resources: { requests: needs, limits: needs } }), 'resources')).toEqual({
      requests: { cpu: '1', memory: '1Gi' },
      limits: { cpu: '1', memory: '1Gi' },
    });
  });

  it('lets each role connect to the database of its own name only', () => {
    const spec = sized({});
    expect(listAt(spec, 'postgresql', 'pg_hba')).toEqual([
      'host sameuser all all scram-sha-256',
      'host all all all reject',
    ]);
    expect(valueAt(spec, 'bootstrap', 'initdb')).toEqual({
      database: 'app',
      owner: 'app',
      postInitApplicationSQL: ['REVOKE CONNECT ON DATABASE "app" FROM PUBLIC'],
    });
  });

  it('labels its pods for cost and scraping, but never as the pods of a service', () => {
    const labels = valueAt(sized({}), 'inheritedMetadata', 'labels');
    expect(labels).toMatchObject({ tenant: 'acme-auto', tier: 'professional' });
    expect(labels).not.toHaveProperty(['app.kubernetes.io/name']);
  });

  it('refuses a server without a database', () => {
    expect(() => sized({ databases: [] })).toThrow(/at least one/);
  });
});

describe('further logical databases', () => {
  it('are retained when they leave git, and come after the server', () => {
    const objects = objectsOf(several);
    const object = findObject(objects, 'Database', 'postgres-order-items');
    expect(object['spec']).toEqual({
      cluster: { name: 'postgres' },
      name: 'order_items',
      owner: 'order_items',
      ensure: 'present',
      databaseReclaimPolicy: 'retain',
    });
    expect(waveOf(object)).toBeGreaterThan(waveOf(findObject(objects, 'Cluster', 'postgres')));
  });

  it('belong to roles whose defaults are spelt out', () => {
    expect(listAt(clusterOf(several), 'spec', 'managed', 'roles')).toEqual([
      {
        name: 'order_items',
        ensure: 'present',
        login: true,
        inherit: true,
        connectionLimit: -1,
        passwordSecret: { name: 'postgres-order-items' },
      },
    ]);
  });
});

describe('backups', () => {
  it('go below the tenant’s own path, with a sidecar that a quota admits', () => {
    expect(findObject(objectsOf(), 'ObjectStore', 'backups')['spec']).toMatchObject({
      configuration: {
        destinationPath: 's3://tenant-backups/acme-auto/',
        endpointURL: 'https://objects.example',
        s3Credentials: {
          accessKeyId: { name: 'backup-store', key: 'access-key-id' },
          secretAccessKey: { name: 'backup-store', key: 'secret-access-key' },
        },
      },
      retentionPolicy: '30d',
      instanceSidecarConfiguration: { resources: { requests: { cpu: '100m' }, limits: { memory: '512Mi' } } },
    });
  });

  it('are taken by the plugin, which archives the log too', () => {
    const objects = objectsOf();
    expect(findObject(objects, 'ScheduledBackup', 'postgres-daily')['spec']).toMatchObject({
      method: 'plugin',
      schedule: '0 0 2 * * *',
      immediate: true,
      suspend: false,
    });
    expect(listAt(findObject(objects, 'Cluster', 'postgres'), 'spec', 'plugins')).toEqual([
      {
        name: 'barman-cloud.cloudnative-pg.io',
        enabled: true,
        isWALArchiver: true,
        parameters: { barmanObjectName: 'backups', serverName: 'postgres' },
      },
    ]);
  });

  it('are taken by every schedule, and only the most frequent begins at once', () => {
    const taken = objectsOf(graded()).filter(({ kind }) => kind === 'ScheduledBackup');
    expect(taken.map(({ metadata, spec }) => [metadata.name, valueAt(spec, 'immediate')])).toEqual([
      ['postgres-daily', true],
      ['postgres-weekly', false],
      ['postgres-monthly', false],
    ]);
  });

  it('are all kept as long as the longest, since the plugin knows one window', () => {
    const store = findObject(objectsOf(graded()), 'ObjectStore', 'backups');
    expect(valueAt(store, 'spec', 'retentionPolicy')).toBe('12m');
    expect(store.metadata.annotations).not.toHaveProperty(['tenantry.dev/archive']);
  });

  it('are kept for longer than the first by a store that says so, and the ObjectStore tells which', () => {
    const store = findObject(objectsOf(graded(true)), 'ObjectStore', 'backups');
    expect(valueAt(store, 'spec', 'retentionPolicy')).toBe('30d');
    expect(store.metadata.annotations).toMatchObject({ 'tenantry.dev/archive': 'weekly=12w monthly=12m' });
  });

  it('bind the server’s ServiceAccount to the tenant’s role where there are no keys', () => {
    const credentials = { kind: 'role', roleArn: 'arn:aws:iam::1:role/{tenant}-backups' } as const;
    const { endpoint: _endpoint, ...onAws } = { ...backupStore, bucket: 'b', network: [], credentials };
    const objects = objectsOf({ cluster: { ...cluster, backupStore: onAws } });
    expect(valueAt(findObject(objects, 'ObjectStore', 'backups'), 'spec', 'configuration')).toMatchObject({
      s3Credentials: { inheritFromIAMRole: true },
    });
    expect(valueAt(findObject(objects, 'Cluster', 'postgres'), 'spec', 'serviceAccountTemplate')).toEqual({
      metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/acme-auto-backups' } },
    });
  });

  it.each([
    ['a tier without them', { database: withoutBackup }],
    ['a cluster without a store', { cluster: withoutStore }],
  ])('leave no trace for %s', (_case, overrides: Partial<TenantProps>) => {
    const objects = objectsOf(overrides);
    expect(objects.map(({ kind }) => kind)).toEqual(['Cluster']);
    expect(valueAt(objects[0], 'spec', 'plugins')).toBeUndefined();
  });
});

describe.each(['suspended', 'offboarding'] as const)('a tenant that is %s', (lifecycle) => {
  const objects = objectsOf({ lifecycle });

  it('has its database asleep and its backups suspended', () => {
    expect(findObject(objects, 'Cluster', 'postgres').metadata.annotations).toMatchObject({
      'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
      'cnpg.io/hibernation': 'on',
    });
    expect(findObject(objects, 'ScheduledBackup', 'postgres-daily')['spec']).toMatchObject({ suspend: true });
  });

  it('is backed up once more where Argo CD waits for it, when nobody writes any more and before it sleeps', () => {
    expect(kindsOf(objects)).not.toContain('Backup');
    const waiting = objectsOf({
      lifecycle,
      cluster: { ...cluster, backupStore: { ...backupStore, lastBackup: true } },
    });
    const last = findObject(waiting, 'Backup', 'postgres-last');
    expect(last['spec']).toEqual({
      cluster: { name: 'postgres' },
      method: 'plugin',
      pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
    });
    expect(waveOf(last)).toBeGreaterThan(waves.routes);
    expect(waveOf(last)).toBeLessThan(waveOf(findObject(waiting, 'Cluster', 'postgres')));
  });

  it('is not backed up where there are no backups or no store, or it would wait for what never comes', () => {
    const waiting = { ...cluster, backupStore: { ...backupStore, lastBackup: true } };
    expect(kindsOf(objectsOf({ lifecycle, cluster: waiting, database: withoutBackup }))).not.toContain('Backup');
    expect(kindsOf(objectsOf({ lifecycle, cluster: withoutStore }))).not.toContain('Backup');
  });

  it('puts it to sleep in the very last wave, since Argo CD waits for ever for what is suspended', () => {
    expect(waveOf(findObject(objects, 'Cluster', 'postgres'))).toBe(Math.max(...Object.values(waves)));
  });
});

it('is awake and early for an active tenant, and its last backup is gone', () => {
  const waiting = { ...cluster, backupStore: { ...backupStore, lastBackup: true } };
  expect(kindsOf(objectsOf({ cluster: waiting }))).not.toContain('Backup');
  expect(waveOf(clusterOf())).toBe(waves.database);
  expect(clusterOf().metadata.annotations).not.toHaveProperty(['cnpg.io/hibernation']);
});

// Secrets: from the tenant's own prefix by name, or generated once; never whole, never from elsewhere.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { fieldsAt, listAt, textAt, valueAt } from '../../../constructs/base/fields.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { concerns } from '../../../constructs/index.js';
import { Secrets } from '../../../constructs/secrets/chart.js';
import { findObject, waveOf } from '../objects.js';
import { render, tenant } from '../tenant-fixture.js';

const secrets = (overrides: Partial<TenantProps> = {}) => render(new Secrets(new App(), tenant(overrides), concerns));
const { cluster, database } = tenant();
if (database === undefined || cluster.backupStore === undefined)
  throw new Error('the fixture has a database with backups');
const [app] = database.databases;
if (app === undefined) throw new Error('the fixture has a logical database');
const orders = { name: 'order_items', secret: 'postgres-order-items', stored: 'postgres-order-items', usedBy: ['web'] };

describe('the store', () => {
  it('signs in to Vault as the ServiceAccount that only reads secrets', () => {
    expect(findObject(secrets(), 'SecretStore', 'tenant')['spec']).toEqual({
      provider: {
        vault: {
          server: 'https://vault.example',
          path: 'kv',
          version: 'v2',
          auth: { kubernetes: { mountPath: 'kubernetes', role: 'tenant', serviceAccountRef: { name: 'secrets' } } },
        },
      },
    });
  });

  it('takes its AWS role from the ServiceAccount and assumes no second one', () => {
    const secretStore = {
      kind: 'aws',
      rotate: '90d',
      awsRegion: 'us-east-1',
      prefix: 'tenants',
      roleArn: 'arn:aws:iam::1:role/{tenant}',
    } as const;
    const store = findObject(secrets({ cluster: { ...cluster, secretStore } }), 'SecretStore', 'tenant');
    expect(store['spec']).toEqual({
      provider: {
        aws: {
          service: 'SecretsManager',
          region: 'us-east-1',
          auth: { jwt: { serviceAccountRef: { name: 'secrets' } } },
        },
      },
    });
  });

  it('is there before the secrets that it gives', () => {
    const objects = secrets();
    const store = findObject(objects, 'SecretStore', 'tenant');
    for (const secret of objects.filter(({ kind }) => kind === 'ExternalSecret'))
      expect(waveOf(secret)).toBeGreaterThan(waveOf(store));
  });
});

describe('a stored secret', () => {
  it('is read by key below the tenant’s prefix, with every default of the operator spelt out', () => {
    const spec = findObject(secrets(), 'ExternalSecret', 'jwt')['spec'];
    expect(spec).toEqual({
      refreshPolicy: 'Periodic',
      refreshInterval: '1h0m0s',
      secretStoreRef: { kind: 'SecretStore', name: 'tenant' },
      target: { name: 'jwt', creationPolicy: 'Owner', deletionPolicy: 'Retain' },
      data: [
        {
          secretKey: 'value',
          remoteRef: {
            key: 'tenants/tenant-acme-auto/jwt-secret',
            property: 'value',
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        },
      ],
    });
  });

  it('renders the same whatever the order of its keys', () => {
    const of = (...keys: string[]) => secrets({ secrets: { smtp: { kind: 'stored', from: 'smtp', keys } } });
    expect(of('user', 'host', 'password')).toEqual(of('password', 'user', 'host'));
  });
});

describe('a generated secret', () => {
  it('is made once and is never changed', () => {
    const spec = findObject(secrets(), 'ExternalSecret', 'first-admin')['spec'];
    expect(spec).toMatchObject({ refreshPolicy: 'CreatedOnce', target: { name: 'first-admin', immutable: true } });
    expect(valueAt(spec, 'secretStoreRef')).toBeUndefined();
    const generatorRef = {
      apiVersion: 'generators.external-secrets.io/v1alpha1',
      kind: 'Password',
      name: 'first-admin',
    };
    expect(listAt(spec, 'dataFrom')).toEqual([{ sourceRef: { generatorRef } }]);
  });

  it('gives its value the key that was asked for', () => {
    const spec = findObject(
      secrets({ secrets: { api: { kind: 'generated', key: 'token', length: 32 } } }),
      'ExternalSecret',
      'api',
    )['spec'];
    expect(listAt(spec, 'dataFrom')[0]).toMatchObject({
      rewrite: [{ regexp: { source: '^password$', target: 'token' } }],
    });
  });

  it('asks for symbols that mean nothing in a URL, and no more of each kind than fit', () => {
    const spec = findObject(secrets(), 'Password', 'first-admin')['spec'];
    expect(spec).toEqual({
      length: 24,
      digits: 6,
      symbols: 3,
      symbolCharacters: '-_',
      noUpper: false,
      allowRepeat: true,
    });
    expect(encodeURIComponent('-_')).toBe('-_');
  });
});

describe('credentials of the backup store', () => {
  it('are read where the profile stores them and the tier has backups', () => {
    const data = listAt(findObject(secrets(), 'ExternalSecret', 'backup-store'), 'spec', 'data');
    expect(data.map((each) => textAt(each, 'remoteRef', 'key'))).toEqual(
      Array(2).fill('tenants/tenant-acme-auto/backup-store'),
    );
    expect(data.map((each) => textAt(each, 'secretKey'))).toEqual(['access-key-id', 'secret-access-key']);
  });

  it('are absent without backups, and where a role stands in for them', () => {
    const { backup: _, ...without } = database;
    const credentials = { kind: 'role', roleArn: 'arn:aws:iam::1:role/backups' } as const;
    const byRole = {
      ...cluster,
      backupStore: { bucket: 'b', network: [], archives: false, lastBackup: false, credentials },
    };
    for (const objects of [secrets({ database: without }), secrets({ cluster: byRole })])
      expect(objects.map(({ metadata }) => metadata.name)).not.toContain('backup-store');
  });
});

describe('a logical database beside the first', () => {
  const secret = 'postgres-order-items';
  const reading = (...keys: string[]) => {
    const secretEnv = keys.map((key) => ({ name: `DB_${key.toUpperCase()}`, secret, key }));
    const { api } = tenant().services;
    if (api === undefined) throw new Error('the fixture has a service api');
    return secrets({ services: { api: { ...api, secretEnv } }, database: { ...database, databases: [app, orders] } });
  };
  const objects = reading();
  const templateOf = (all: typeof objects) =>
    valueAt(findObject(all, 'ExternalSecret', secret), 'spec', 'target', 'template');

  it('has a Secret that the operator accepts and reloads', () => {
    expect(templateOf(objects)).toMatchObject({
      type: 'kubernetes.io/basic-auth',
      metadata: { labels: { 'cnpg.io/reload': 'true' } },
      data: { username: 'order_items', password: '{{ .password }}' },
    });
  });

  it('takes nothing but the password from the store', () => {
    const data = listAt(findObject(objects, 'ExternalSecret', secret), 'spec', 'data');
    expect(data.map((each) => textAt(each, 'secretKey'))).toEqual(['password']);
  });

  it('holds the keys that somebody reads, and no others', () => {
    const keys = (...read: string[]) => Object.keys(fieldsAt(templateOf(reading(...read)), 'data')).sort();
    expect(keys()).toEqual(['password', 'username']);
    expect(keys('uri', 'host')).toEqual(['host', 'password', 'uri', 'username']);
    expect(textAt(templateOf(reading('uri')), 'data', 'uri')).toContain('order_items:{{ .password | urlquery');
  });

  it('leaves the first one’s Secret to the operator', () => {
    expect(objects.map(({ metadata }) => metadata.name)).not.toContain('postgres-app');
  });
});

it('reads every key below the tenant’s own prefix, and never whole secrets', () => {
  const all = secrets({ database: { ...database, databases: [app, orders] } }).filter(
    ({ kind }) => kind === 'ExternalSecret',
  );
  const keys = all.flatMap((object) => listAt(object, 'spec', 'data').map((each) => textAt(each, 'remoteRef', 'key')));
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter((key) => key?.startsWith('tenants/tenant-acme-auto/') !== true)).toEqual([]);
  for (const source of all.flatMap((object) => listAt(object, 'spec', 'dataFrom')))
    expect(Object.keys(source as object).sort()).toEqual(['sourceRef']);
});

describe('the age of a secret', () => {
  const key = 'tenantry.dev/rotate-every';
  const ageOf = (objects: ReturnType<typeof secrets>, name: string) =>
    findObject(objects, 'ExternalSecret', name).metadata.annotations?.[key];
  const databases = [app, orders];

  it('is told to whoever rotates in the store: the store’s own, or the secret’s', () => {
    const stored = { kind: 'stored', from: 'jwt-secret', keys: ['value'] } as const;
    const objects = secrets({
      database: { ...database, databases },
      secrets: { jwt: stored, short: { ...stored, rotate: '30d' } },
    });
    expect(ageOf(objects, 'jwt')).toBe('90d');
    expect(ageOf(objects, 'short')).toBe('30d');
    expect(ageOf(objects, orders.secret)).toBe('90d');
  });

  it('is not told of what a generator made, which a change of annotations would make again', () => {
    expect(ageOf(secrets(), 'first-admin')).toBeUndefined();
    const secretStore = { kind: 'generated', values: {} } as const;
    expect(ageOf(secrets({ cluster: { ...cluster, secretStore } }), 'jwt')).toBeUndefined();
  });

  it('is not told of MariaDB’s root password, which must never change', () => {
    const objects = secrets({ database: { ...database, engine: 'mariadb' } });
    expect(ageOf(objects, 'mariadb-root')).toBeUndefined();
  });
});

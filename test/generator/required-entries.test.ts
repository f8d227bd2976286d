// What the secret store must hold for a tenant: what its manifests read, and nothing else.
import { expect, it } from 'vitest';
import { requiredEntries } from '../../cli/explain.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { importConstructs } from '../../generator/read/import-constructs.js';
import { load } from '../../generator/read/load.js';
import { renderTenant } from '../../generator/render/render-tenant.js';
import { PlatformRenderer } from '../../generator/render-platform.js';
import { samplePlans } from '../sample-platform.js';
import { codeFile, codeOf, ownTenantText, productText } from './read/own-constructs.js';
import { textsOf } from './read/sources-fixture.js';

const { plans, context } = samplePlans();
const planOf = (id: string): TenantPlan => plans.get(id) ?? expect.unreachable();

/** Entries without the tenant's prefix. */
function shortEntries(plan: TenantPlan): Record<string, readonly string[]> {
  const entries = requiredEntries(plan).map(({ path, keys }) => {
    const [prefix, namespace, ...rest] = path.split('/');
    expect([prefix, namespace]).toEqual(['tenants', plan.namespace]);
    return [rest.join('/'), keys] as const;
  });
  return Object.fromEntries(entries);
}

it.each([...plans.keys()])('%s reads these keys of these entries, and no others', (id) => {
  const { files } = renderTenant(planOf(id), context.argocd).rendered;
  const texts = files.map(({ text }) => text.replaceAll(/\s+/g, ' '));
  const read = texts.flatMap((text) => [...text.matchAll(/remoteRef: \{[^}]* key: ([^,]+),[^}]* property: ([^,}]+)/g)]);
  const required = requiredEntries(planOf(id)).flatMap(({ path, keys }) => keys.map((key) => `${path} ${key}`));
  expect(required.length).toBeGreaterThan(0);
  expect(required).toEqual([...new Set(read.map(([, path, key]) => `${path} ${key}`))].sort());
});

const smtp = { 'smtp-credentials': ['host', 'password', 'user'] };
const backups = { 'backup-store': ['access-key-id', 'secret-access-key'] };
const password = ['password'];

it.each([
  ['a MariaDB’s', 'lumen-lamps', { 'mariadb-root': password, 'mariadb-shop': password, ...smtp }],
  ['the backup store’s', 'acme-auto', { ...backups, 'jwt-secret': ['secret'], ...smtp }],
  [
    'of a PostgreSQL all but the first database’s',
    'client-abc',
    {
      ...backups,
      'jwt-secret': ['secret'],
      'payment-gateway': ['api-key'],
      'postgres-newsletters': password,
      'postgres-orders': password,
      'postgres-products': password,
      'postgres-sav': password,
      'postgres-websites': password,
      ...smtp,
    },
  ],
])('has %s beside what the blueprint declares', (_, id, entries) => {
  expect(shortEntries(planOf(id))).toEqual(entries);
});

it('is nothing where the cluster has no store', () => {
  const plan = planOf('lumen-lamps');
  const secretStore = { kind: 'generated', values: {} } as const;
  expect(requiredEntries({ ...plan, cluster: { ...plan.cluster, secretStore } })).toEqual([]);
});

it('has what a platform’s own construct reads, as keys or as a whole', async () => {
  const refs = [{ key: 'tenants/tenant-little/whole' }, { key: 'tenants/tenant-little/some', property: 'one' }];
  expect(requiredEntries(await planReading(refs))).toEqual([
    { path: 'tenants/tenant-little/some', keys: ['one'] },
    { path: 'tenants/tenant-little/whole', keys: [] },
  ]);
});

async function planReading(refs: readonly object[]): Promise<TenantPlan> {
  const spec = {
    secretStoreRef: { kind: 'SecretStore', name: 'tenant' },
    data: refs.map((remoteRef, index) => ({ secretKey: `key-${index}`, remoteRef })),
  };
  const build = `new kit.Plain(chart, 'it', {
    apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: kit.meta('it', { wave: 0 }), spec: ${JSON.stringify(spec)},
  });`;
  const asked = productText('{construct: settings, props: {text: hello}}');
  const modules = await importConstructs([codeFile('settings', codeOf({ build }))]);
  const files = { 'blueprints/own.yaml': asked, 'tenants/little.yaml': ownTenantText('little') };
  const { sources } = load(textsOf(files), modules);
  if (sources === undefined) throw new Error('the platform loads');
  return new PlatformRenderer(sources).plans.get('little') ?? expect.unreachable();
}

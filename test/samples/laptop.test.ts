// Every product in every tier on the laptop's profile of the documents: the same blueprints, without TLS, stores and backups.
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { renderTenant } from '../../generator/render/render-tenant.js';
import { PlatformRenderer } from '../../generator/render-platform.js';
import { findDocument } from '../docs/markdown.js';
import { planFiles, sample } from '../generator/read/sources-fixture.js';
import { loadSample, sourceText } from '../sample-platform.js';
import { fieldPaths } from './field-paths.js';

const profile = findDocument('docs/run-on-a-cluster.md').blocks.find(({ text }) => text.includes('garage.localhost'));
const platform = parse(sample('platform.yaml')) as { spec: { clusters: Record<string, unknown> } };
platform.spec.clusters['laptop'] = parse(profile?.text ?? '');

const { blueprints } = loadSample().sources;
const products = [...blueprints].flatMap(([product, { data }]) =>
  Object.entries(data.spec.tiers).map(([tier, { expiry }]) => ({
    product,
    tier,
    expiry,
    samples: Object.values(data.spec.jobs).some(({ when }) => when === 'sample-data'),
  })),
);

const tenants = products.map(({ product, tier, expiry, samples }) => {
  const spec = {
    displayName: `${product} ${tier}`,
    blueprint: product,
    tier,
    region: 'local',
    sampleData: samples,
    owner: { name: 'Office', email: 'office@local.example' },
    ...(expiry === 'required' ? { expiresAt: '2027-12-31' } : {}),
    domains: [`shop-${product}-${tier}.localhost`],
  };
  const id = `${product}-${tier}`;
  const text = stringify({ apiVersion: 'tenantry.dev/v1', kind: 'Tenant', metadata: { name: id }, spec });
  return { id, file: sourceText(`tenants/${id}.yaml`, text) };
});

const changes = {
  platform: sourceText('platform.yaml', stringify(platform)),
  tenants: tenants.map(({ file }) => file),
};
const { sources, findings } = loadSample(changes);
const renderer = new PlatformRenderer(sources);
const output = renderer.render(new Map());

/** Everything that is rendered of a tenant, as text and as objects. */
function rendered(id: string) {
  const plan = renderer.plans.get(id) ?? expect.unreachable();
  const { manifests, entry } = renderTenant(plan, renderer.context.argocd);
  return { plan, entry, objects: manifests.map(({ object }) => object) };
}

describe('a laptop’s cluster', () => {
  it('runs every tier of all three products, and every check is content', () => {
    expect(products.map(({ product }) => product)).toEqual(expect.arrayContaining(['store', 'suite', 'workshop']));
    expect([...findings, ...output.findings]).toEqual([]);
    expect(output.tree.tenants.map(({ id }) => id).sort()).toEqual(tenants.map(({ id }) => id).sort());
  });

  it.each(tenants.map(({ id }) => id))('serves %s by http, with no certificate, at its own base domain', (id) => {
    const { plan, entry, objects } = rendered(id);
    expect(plan.hosts.map(({ name }) => name)).toEqual([`${id}.garage.localhost`, `shop-${id}.localhost`]);
    expect(entry.url).toBe(`http://${id}.garage.localhost`);
    expect(JSON.stringify(objects)).not.toMatch(/https:\/\/[a-z-]+\.garage\.localhost/);
    expect(objects.filter(({ kind }) => kind === 'Certificate')).toEqual([]);
    const ingress = objects.find(({ kind }) => kind === 'Ingress');
    expect(ingress?.['spec']).not.toHaveProperty('tls');
  });

  it.each(tenants.map(({ id }) => id))('makes up the secrets of %s once, and asks no store', (id) => {
    const { objects, plan } = rendered(id);
    const made = new Map(
      objects.filter(({ kind }) => kind === 'Password').map(({ metadata }) => [metadata.name, true]),
    );
    const secrets = objects.filter(({ kind }) => kind === 'ExternalSecret');
    expect(objects.filter(({ kind }) => kind === 'SecretStore')).toEqual([]);
    for (const { metadata, spec } of secrets) {
      expect(spec).toMatchObject({ refreshPolicy: 'CreatedOnce', target: { immutable: true } });
      expect(spec).not.toHaveProperty('secretStoreRef');
      expect(made.has(metadata.name)).toBe(true);
    }
    const names = new Set(secrets.map(({ metadata }) => metadata.name));
    for (const name of Object.keys(plan.secrets)) expect(names.has(name)).toBe(true);
  });

  it('tells the address of a server instead of making it up, and makes up the rest', () => {
    const { objects } = rendered('workshop-free');
    const smtp = objects.find(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === 'smtp');
    expect(smtp?.['spec']).toMatchObject({
      target: {
        template: {
          data: { host: 'mailpit.mail.svc', password: '{{ index . "password" }}', user: '{{ index . "user" }}' },
        },
      },
      dataFrom: [{ sourceRef: {} }, { rewrite: [{ regexp: { source: '^password$', target: 'user' } }] }],
    });
  });

  it('takes no backups', () => {
    for (const { id } of tenants) {
      const { objects, plan } = rendered(id);
      expect(plan.database?.backup).toBeUndefined();
      expect(objects.filter(({ kind }) => /Backup|ObjectStore/.test(kind))).toEqual([]);
    }
  });

  it('has no field that the samples’ objects have not, which e2e shows to the API server, but the one that renames what is made up', () => {
    const { plans, context } = new PlatformRenderer(loadSample().sources);
    const samples = [...plans.values()].flatMap((plan) => renderTenant(plan, context.argocd).manifests);
    const known = fieldPaths(samples.map(({ object }) => object));
    const found = fieldPaths(tenants.flatMap(({ id }) => rendered(id).objects));
    expect([...found].filter((path) => !known.has(path)).sort()).toEqual([
      // external-secrets.io/v1, ExternalSecretRewriteRegexp: both are required texts.
      'ExternalSecret.spec.dataFrom[].rewrite[].regexp.source',
      'ExternalSecret.spec.dataFrom[].rewrite[].regexp.target',
    ]);
  });

  it('holds no credentials in its profile: they would be in git', () => {
    const text = changes.platform.text?.replace('host: mailpit.mail.svc', 'password: hunter2') ?? '';
    const broken = loadSample({ ...changes, platform: sourceText('platform.yaml', text) });
    const codes = new PlatformRenderer(broken.sources).render(new Map()).findings.map(({ code }) => code);
    expect([...new Set(codes)]).toEqual(['check/secret-in-git']);
  });

  it('refuses a tenant’s own domain below the base domain of any cluster', () => {
    const domains = 'domains: [acme.garage.localhost]';
    const text = sample('tenants/bolt-garage.yaml').replace('  owner:', `  ${domains}\n  owner:`);
    const files = { 'platform.yaml': changes.platform.text ?? '', 'tenants/bolt-garage.yaml': text };
    expect(planFiles(files).findings.map(({ code }) => code)).toEqual(['plan/host-not-allowed']);
  });
});

// A finding about a rendered object stands at a line that somebody can change: these look at the text of that line.
import { describe, expect, it } from 'vitest';
import type { Aspect } from '../../../constructs/base/rule.js';
import { objectFinding } from '../../../generator/check/object-finding.js';
import { findTenant } from '../../constructs/broken-tenant.js';
import { sampleFiles } from '../read/sources-fixture.js';

const { plan, manifests } = findTenant('acme-auto');

function manifestOf(name: string) {
  const found = manifests.find(({ object }) => `${object.kind} ${object.metadata.name}`.startsWith(name));
  return found ?? expect.unreachable();
}

function foundAt(name: string, aspect: Aspect) {
  const found = objectFinding('check/policy', { manifest: manifestOf(name), plan, message: 'is wrong', ...aspect });
  const { file, line } = found.place ?? expect.unreachable();
  return { ...found, at: [file, sampleFiles[file]?.split('\n')[(line ?? 0) - 1]?.trim()] };
}

const [tenant, blueprint] = ['tenants/acme-auto.yaml', 'blueprints/workshop.yaml'];

describe('a finding about a rendered object', () => {
  it.each([
    ['Cluster postgres', ['spec', 'storage', 'size'], tenant, 'database: {storage: 80Gi}'],
    ['Deployment api', ['spec', 'replicas'], tenant, 'api: {replicas: 3}'],
    ['Deployment web', ['spec', 'replicas'], blueprint, /web: \{replicas: \d+/],
    ['Deployment api', ['spec', 'template', 'spec', 'containers', '0', 'image'], blueprint, /^image: /],
  ])('about %s and %j stands at the value that they were made of', (name, fields, file, line) => {
    const { at } = foundAt(name, { fields });
    expect(at[0]).toBe(file);
    expect(at[1]).toMatch(line);
  });

  it.each([
    ['Deployment api', 'api:'],
    ['Job migrate', 'migrate:'],
    ['ExternalSecret smtp', /^smtp:/],
    ['ScheduledBackup postgres-daily', 'database:'],
    ['HTTPRoute tenant', 'routes:'],
  ])('about the whole of %s stands where the blueprint declares it', (name, line) => {
    const { at } = foundAt(name, {});
    expect(at[0]).toBe(blueprint);
    expect(at[1]).toMatch(line);
  });

  it.each(['Namespace', 'NetworkPolicy default-deny', 'Role viewer', 'PrometheusRule tenant'])(
    'about %s, which every tenant has, stands at the tenant’s name',
    (name) => expect(foundAt(name, { fields: ['spec'] }).at).toEqual([tenant, 'name: acme-auto']),
  );

  it('goes by the cause where the rule knows it, and by what is known where a rule of ours made that', () => {
    expect(foundAt('Deployment api', { cause: 'database.storage' }).at[1]).toBe('database: {storage: 80Gi}');
    expect(plan.origins.of('services.api.env.TENANT_ID')?.document).toBeDefined();
    expect(foundAt('Deployment api', { cause: 'services.api.depth', fields: ['replicas'] }).at[0]).toBe(tenant);
  });

  it('names the tenant and the manifest', () => {
    const { manifest, tenant: id } = foundAt('Deployment api', {});
    expect([manifest, id]).toEqual(['clusters/eu-west/tenants/acme-auto/services.yaml', 'acme-auto']);
  });

  it('of the platform stands in the platform’s file, and is no tenant’s', () => {
    const found = objectFinding('check/schema-mismatch', { manifest: manifestOf('Namespace'), message: 'is wrong' });
    expect(found).toMatchObject({ place: { file: 'platform.yaml' } });
    expect(found).not.toHaveProperty('tenant');
  });
});

// What answers for a suspended tenant is what its cluster's profile says, to the letter, and only while it is suspended.
import { describe, expect, it } from 'vitest';
import type { TenantPlan } from '../../../constructs/base/tenant-plan.js';
import type { KubeObject, Manifest } from '../../../constructs/base/tenant-view.js';
import { checkTenant } from '../../../generator/check/check-tenant.js';
import { renderTenant } from '../../../generator/render/render-tenant.js';
import {
  codesAndPlaces,
  planFiles,
  planOf,
  replaced,
  sample,
  tenantText,
} from '../../generator/read/sources-fixture.js';
import { samplePlans } from '../../sample-platform.js';
import { wall } from '../broken-tenant.js';

const { context } = samplePlans();
const redirect = '{kind: redirect, url: "https://status.garage.example/suspended"}';
const service = '{kind: service, name: maintenance, namespace: maintenance, port: 8080}';

function platformWith(maintenance: string): string {
  const proxies = '        proxies: {namespace: gateway-system}\n';
  return replaced(sample('platform.yaml'), proxies, `${proxies}        maintenance: ${maintenance}\n`);
}

function suspended(maintenance: string, lifecycle = 'suspended'): TenantPlan {
  const text = tenantText('one', ['domains: [shop.one.example]', `lifecycle: ${lifecycle}`]);
  return planOf('one', { 'platform.yaml': platformWith(maintenance), 'tenants/one.yaml': text });
}

/** The routes changed, and the rules that find something wrong with them. */
function codesWith(plan: TenantPlan, change: (spec: Record<string, unknown>) => object = (spec) => spec): string[] {
  const changed = renderTenant(plan, context.argocd).manifests.map((manifest: Manifest): Manifest => {
    if (manifest.object.kind !== 'HTTPRoute') return manifest;
    const spec = change(structuredClone(manifest.object['spec']) as Record<string, unknown>);
    return { ...manifest, object: { ...manifest.object, spec } as KubeObject };
  });
  return [...new Set(checkTenant(plan, changed, wall).map(({ code }) => code))];
}

describe('what answers for a suspended tenant', () => {
  it.each([redirect, service])('is what the profile says: %s', (maintenance) => {
    const plan = suspended(maintenance);
    const routes = renderTenant(plan, context.argocd).manifests.filter(({ object }) => object.kind === 'HTTPRoute');
    expect(routes.map(({ object }) => object.metadata.name)).toEqual(['custom-domains', 'tenant']);
    expect(codesWith(plan)).toEqual([]);
  });

  it.each([
    [redirect, 'status.garage.example', 'elsewhere.example'],
    [redirect, '302', '301'],
    [service, '"namespace":"maintenance"', '"namespace":"kube-system"'],
    [service, '8080', '8081'],
  ])('is nothing else than %s: not with %s as %s', (maintenance, from, to) => {
    const change = (spec: object) => JSON.parse(JSON.stringify(spec).replaceAll(from, to)) as object;
    expect(codesWith(suspended(maintenance), change)).toEqual(['check/foreign-route']);
  });

  it('is not there for a tenant that runs', () => {
    const active = suspended(service, 'active');
    const rules = renderTenant(suspended(service), context.argocd).manifests.flatMap(({ object }) =>
      object.kind === 'HTTPRoute' ? [(object['spec'] as { readonly rules: unknown }).rules] : [],
    )[0];
    expect(codesWith(active, (spec) => ({ ...spec, rules }))).toEqual(['check/foreign-route']);
  });

  it('can not be asked of an Ingress, which refers to no other namespace', () => {
    const className = '        className: public\n';
    const text = replaced(sample('platform.yaml'), className, `${className}        maintenance: ${redirect}\n`);
    const line = text.split('\n').findIndex((each) => each.includes('maintenance:')) + 1;
    expect(codesAndPlaces(planFiles({ 'platform.yaml': text }).findings)).toEqual([
      `load/unknown-field platform.yaml:${line}:9`,
    ]);
  });

  it('is no domain that a tenant may take for itself', () => {
    const status = redirect.replace('status.garage.example', 'status.platform.example');
    const files = {
      'platform.yaml': platformWith(status),
      'tenants/one.yaml': tenantText('one', ['domains: [status.platform.example]']),
    };
    expect(planFiles(files).findings.map(({ code }) => code)).toEqual(['plan/host-not-allowed']);
  });
});

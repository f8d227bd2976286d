// Who a tenant is: names, hosts, owner, billing, ring. Everything of a plan that has nothing to do with what runs.

import type { SourceDocument, TenantSource } from '../../constructs/base/sources.js';
import { type Host, type TenantCore, tenantUrl } from '../../constructs/base/tenant.js';
import type { TracedPlan } from '../../constructs/base/tenant-plan.js';
import { byRule, Sourced, type Traced } from '../../constructs/base/traced.js';
import type { PlatformSpec } from '../read/schema/platform.js';

import type { PlanContext } from './plan-context.js';

export type Identity = Traced<TenantCore> & Pick<TracedPlan, 'offboardedOn'>;

/** Identity of one tenant. */
export function planIdentity(
  context: PlanContext,
  id: string,
  tenant: Sourced<TenantSource['spec']>,
  document: SourceDocument,
  baseDomain: Sourced<string>,
): Identity {
  const { platform } = context;
  return {
    id: new Sourced(id, { layer: 'tenant', document, path: ['metadata', 'name'] }),
    namespace: platform.at('namespacePrefix').map((prefix) => `${prefix}${id}`),
    displayName: tenant.at('displayName'),
    product: tenant.at('blueprint'),
    tier: tenant.at('tier'),
    ring: planRing(platform, id, tenant.value.tier),
    lifecycle: tenant.at('lifecycle'),
    owner: tenant.at('owner').trace(),
    billing: tenant.tryAt('billing')?.trace() ?? {},
    createdOn: tenant.tryAt('createdOn'),
    expiresAt: tenant.tryAt('expiresAt'),
    offboardedOn: tenant.tryAt('offboardedOn'),
    viewersGroup: platform.at('viewersGroup').map((pattern) => pattern.replaceAll('{tenant}', id)),
    hosts: planHosts(baseDomain, id, tenant.tryAt('domains')),
  };
}

function planHosts(baseDomain: Sourced<string>, id: string, domains: Sourced<string[]> | undefined): Traced<Host>[] {
  const own = { name: baseDomain.map((domain) => `${id}.${domain}`), custom: byRule(false) };
  const custom =
    domains?.value.map((_, index) => ({ name: domains.at(index) as Sourced<string>, custom: byRule(true) })) ?? [];
  return [own, ...custom];
}

/** The first ring that names the tenant or its tier, or names neither; the last one takes the rest. */
function planRing(platform: PlanContext['platform'], id: string, tier: string): Sourced<string> {
  const rings = platform.at('rings');
  const index = rings.value.findIndex(
    (ring) =>
      ring.tenants?.includes(id) ||
      ring.tiers?.includes(tier) ||
      (ring.tenants === undefined && ring.tiers === undefined),
  );
  return rings.at(index < 0 ? rings.value.length - 1 : index).map((ring) => ring?.name ?? '');
}

/** The address in a region; below the platform's own domain where no cluster serves that region. */
export function tenantAddress({ baseDomain, clusters }: PlatformSpec, region: string, id: string): string {
  const cluster = Object.values(clusters).find((each) => each.region === region);
  return tenantUrl(cluster?.routing ?? { tls: true }, `${id}.${cluster?.baseDomain ?? baseDomain}`);
}

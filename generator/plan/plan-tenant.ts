// tier + cluster + blueprint + overrides → one tenant, fully resolved. Pure: it reads neither clock nor disk.

import { type Finding, hasErrors } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, TenantSource } from '../../constructs/base/sources.js';
import { Origins, type TenantPlan, type TracedPlan, type UntracedFields } from '../../constructs/base/tenant-plan.js';
import { fieldsOf, Sourced, strip } from '../../constructs/base/traced.js';
import { largestTenants } from './largest-tenants.js';
import { limitFindings } from './limits/limits.js';
import { planConcerns, untracedFields } from './plan-concerns.js';
import type { PlanContext, PlannedCluster } from './plan-context.js';
import { planIdentity } from './plan-identity.js';
import { referenceResolver } from './resolve-reference.js';

export interface PlanResult {
  /** Absent where a finding is an error. */
  readonly plan?: TenantPlan;
  readonly findings: readonly Finding[];
}

/** Plans one tenant; load has made sure that its blueprint, tier and region exist. */
export function planTenant(
  context: PlanContext,
  tenant: Loaded<TenantSource>,
  blueprint: Loaded<BlueprintSource>,
): PlanResult {
  const { spec } = tenant.data;
  const tier = blueprint.data.spec.tiers[spec.tier];
  const cluster = context.clusterOfRegion.get(spec.region);
  if (tier === undefined || cluster === undefined)
    throw new Error(`tenant ${tenant.data.metadata.name} was not checked by load`);
  const findings = limitFindings({ tenant, blueprint, tier, platform: context.platform.value });
  return hasErrors(findings) ? { findings } : { plan: makePlan(context, tenant, blueprint, cluster), findings };
}

/** What the tenant's own file, its blueprint and its cluster make of it, whether it may go out or not. */
export function makePlan(
  context: PlanContext,
  tenant: Loaded<TenantSource>,
  blueprint: Loaded<BlueprintSource>,
  cluster: PlannedCluster,
): TenantPlan {
  const trace = () => tracePlan(context, tenant, blueprint, cluster);
  const { cluster: _cluster, ...own } = trace();
  const props = strip<Omit<TenantPlan, 'origins' | 'cluster' | keyof UntracedFields>>(own);
  return Object.freeze({
    ...props,
    cluster: cluster.props,
    ...untracedFields({
      blueprint: blueprint.data.spec,
      tier: tenant.data.spec.tier,
      modules: context.constructs,
      largestTenants: () => largestTenants(blueprint.data.spec, context.constructs),
    }),
    origins: new Origins(trace),
  });
}

function tracePlan(
  context: PlanContext,
  { data, document }: Loaded<TenantSource>,
  product: Loaded<BlueprintSource>,
  cluster: PlannedCluster,
): TracedPlan {
  const id = data.metadata.name;
  const tenant = new Sourced(data.spec, { layer: 'tenant', document, path: ['spec'] });
  const blueprint = new Sourced(product.data.spec, { layer: 'blueprint', document: product.document, path: ['spec'] });
  const size = blueprint.at('tiers').at(data.spec.tier);
  const tier = new Sourced(size.value, { ...size.origin, layer: 'tier' });
  const identity = planIdentity(context, id, tenant, document, cluster.traced.baseDomain);
  const namespace = identity.namespace;
  const resolve = referenceResolver({ identity, namespace, tenant, tier, blueprint, cluster: cluster.traced });
  const own = planConcerns({ id, namespace, blueprint, tier, tenant, resolve, cluster: cluster.traced });
  return {
    ...identity,
    ...own,
    cluster: cluster.traced,
    entitlements: Object.fromEntries(fieldsOf(tier.at('entitlements'))),
  } as TracedPlan;
}

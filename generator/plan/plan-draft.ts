// Tenants that do not go out: what their files say against their tiers, and what they would be. From load's drafts and planTenant's
// refusals; only findings come of it.
import type { Finding } from '../finding/finding.js';
import type { BlueprintSource } from '../load/schema/blueprint.js';
import type { TenantSource } from '../load/schema/tenant.js';
import type { Draft, Loaded } from '../load/sources.js';
import { limitFindings, limitsOfWhatIsThere } from './limits/tenant-limits.js';
import type { PlanContext } from './plan-context.js';
import { makePlan } from './plan-tenant.js';
import type { TenantPlan } from './tenant-plan.js';

/** What the tier and the platform refuse of it; nothing where it names no tier that there is. */
export function draftLimits(
  { platform }: PlanContext,
  { whole, ...tenant }: Draft,
  blueprint: Loaded<BlueprintSource>,
): Finding[] {
  const { tiers } = blueprint.data.spec;
  const tier = Object.hasOwn(tiers, tenant.data.spec.tier) ? tiers[tenant.data.spec.tier] : undefined;
  if (tier === undefined) return [];
  const limits = { tenant, blueprint, tier, platform: platform.value };
  return whole ? limitFindings(limits) : limitsOfWhatIsThere(limits);
}

/** What it would be; undefined where that can not be told. */
export function tryPlanDraft(
  context: PlanContext,
  tenant: Loaded<TenantSource>,
  blueprint: Loaded<BlueprintSource>,
): TenantPlan | undefined {
  const { spec } = tenant.data;
  const cluster = context.clusterOfRegion.get(spec.region);
  if (cluster === undefined || !Object.hasOwn(blueprint.data.spec.tiers, spec.tier)) return undefined;
  try {
    return makePlan(context, tenant, blueprint, cluster);
  } catch {
    // Planning may rely on what was refused.
    return undefined;
  }
}

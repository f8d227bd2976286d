// Every tenant's plan, of those that may go out, and what those with errors would be.

import { ExtraFailure } from '../../constructs/base/construct-modules.js';
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, TenantSource } from '../../constructs/base/sources.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';

import type { FaultyTenant, Sources } from '../read/sources.js';
import { limitFindings, limitsOfWhatIsThere } from './limits.js';
import type { PlanContext } from './plan-context.js';
import { makePlan, type PlanResult, planTenant } from './plan-tenant.js';

/** What a tenant with errors would be. */
export interface PlannedFaultyTenant {
  readonly plan: TenantPlan;
  /** False where what is wrong in its file was left out. */
  readonly whole: boolean;
}

export interface PlannedAll {
  readonly plans: ReadonlyMap<string, TenantPlan>;
  readonly faulty: readonly PlannedFaultyTenant[];
  readonly findings: readonly Finding[];
}

/** Plans all, in the order of their ids. */
export function planAll(context: PlanContext, { tenants, blueprints, faulty }: Sources): PlannedAll {
  const plans = new Map<string, TenantPlan>();
  const refused: (readonly [FaultyTenant, Loaded<BlueprintSource>])[] = [];
  const findings: Finding[] = [];
  for (const [id, tenant] of tenants) {
    const blueprint = blueprints.get(tenant.data.spec.blueprint);
    if (blueprint === undefined) continue;
    const result: PlanResult = containing(id, () => planTenant(context, tenant, blueprint));
    findings.push(...result.findings);
    if (result.plan === undefined) refused.push([{ ...tenant, whole: true }, blueprint]);
    else plans.set(id, result.plan);
  }
  for (const tenant of faulty.values()) {
    const blueprint = blueprints.get(tenant.data.spec.blueprint);
    if (blueprint === undefined) continue;
    findings.push(...faultyTenantLimits(context, tenant, blueprint));
    refused.push([tenant, blueprint]);
  }
  return { plans, faulty: refused.flatMap((each) => plannedFaultyTenant(context, ...each)), findings };
}

function plannedFaultyTenant(
  context: PlanContext,
  tenant: FaultyTenant,
  blueprint: Loaded<BlueprintSource>,
): PlannedFaultyTenant[] {
  const plan = tryPlanFaulty(context, tenant, blueprint);
  return plan === undefined ? [] : [{ plan, whole: tenant.whole }];
}

/** A defect that shows with one tenant is that tenant's finding: it never keeps the others from going out. */
export function containing<Result>(
  tenant: string,
  work: () => Result,
): Result | { readonly findings: readonly Finding[] } {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExtraFailure) return { findings: [failureOf(error, tenant)] };
    const message = `tenant ${tenant} can not be rendered: ${error instanceof Error ? error.message : String(error)}`;
    const hint = 'this is a defect of Tenantry: please report it with the tenant’s file; all others go out';
    return {
      findings: [finding('plan/not-renderable', { message, hint, tenant, place: { file: `tenants/${tenant}.yaml` } })],
    };
  }
}

/** What code that is not ours did. */
function failureOf({ construct, message }: ExtraFailure, tenant: string): Finding {
  return finding('plan/construct-failed', {
    message: `the construct ${construct} failed: ${message}`,
    hint: `mend constructs/extra/${construct}.mjs; all others go out`,
    place: { file: `constructs/extra/${construct}.mjs` },
    tenant,
  });
}

/** What the tier and the platform refuse of it; nothing where it names no tier that there is. */
function faultyTenantLimits(
  { platform }: PlanContext,
  { whole, ...tenant }: FaultyTenant,
  blueprint: Loaded<BlueprintSource>,
): Finding[] {
  const { tiers } = blueprint.data.spec;
  const tier = Object.hasOwn(tiers, tenant.data.spec.tier) ? tiers[tenant.data.spec.tier] : undefined;
  if (tier === undefined) return [];
  const limits = { tenant, blueprint, tier, platform: platform.value };
  return whole ? limitFindings(limits) : limitsOfWhatIsThere(limits);
}

/** What it would be; undefined where that can not be told. */
function tryPlanFaulty(
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

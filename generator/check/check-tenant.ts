// Every rule about one tenant's rendered objects, in one list. What it finds keeps the tenant from being published.
import type { Finding } from '../../constructs/base/finding.js';
import type { Breach, Rule } from '../../constructs/base/rule.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { type Manifest, type TenantView, viewTenant } from '../../constructs/base/tenant-view.js';
import { concerns } from '../../constructs/index.js';
import type { PlannedAll, PlannedFaultyTenant } from '../plan/plan-all.js';
import { type Claimant, checkClaims, claimantOf, type Earlier } from './check-claims.js';
import { checkPublished, type RemovedCheck } from './check-published.js';
import { objectFinding } from './object-finding.js';
import { ownershipRules } from './ownership-rules.js';

export const rules: readonly Rule[] = [...ownershipRules, ...concerns.flatMap(({ rules }) => rules ?? [])];

/**
 * Findings about one tenant by itself; the whole set is checked by check-claims.
 * @param wall What keeps it within its region, made once for all tenants.
 */
export function checkTenant(plan: TenantPlan, manifests: readonly Manifest[], wall: Rule): Finding[] {
  return applyRules([...rules, wall], viewTenant(plan, manifests, concerns));
}

/** Every finding of some rules about one tenant. */
function applyRules(rules: readonly Rule[], view: TenantView): Finding[] {
  return rules.flatMap((rule) => rule.breaches(view).map((breach) => breachFinding(rule, breach, view)));
}

function breachFinding({ code, sentence }: Rule, { what, ...breach }: Breach, { plan }: TenantView): Finding {
  const { kind, metadata } = breach.manifest.object;
  return objectFinding(code, { ...breach, plan, message: `${kind} ${metadata.name} ${what}`, hint: sentence });
}

export interface FaultyTenantContext extends Earlier {
  readonly removedCheck: RemovedCheck;
  /** Those who hold something. */
  readonly holders: readonly Claimant[];
  /** ISO date; empty where nobody asks for the day. */
  readonly today: string;
}

/** Findings about tenants with errors, at places where planning has found nothing: of one line one thing is enough. */
export function checkFaultyTenants(
  { faulty, findings }: Omit<PlannedAll, 'plans'>,
  context: FaultyTenantContext,
): Finding[] {
  if (faulty.length === 0) return [];
  const placed = new Set(findings.map(placeKey));
  const own = faulty.map(({ plan }) => claimantOf(plan, context));
  const found = [
    ...faulty.flatMap((tenant) => againstPublished(tenant, context)),
    ...checkClaims(context.holders, own),
  ];
  return found.filter((each) => !placed.has(placeKey(each)));
}

function againstPublished(
  { plan, whole }: PlannedFaultyTenant,
  { published, removedCheck, today }: FaultyTenantContext,
): Finding[] {
  const before = published.get(plan.id);
  if (before === undefined) return removedCheck.check(plan);
  const found = checkPublished(plan, before, today);
  // What another file says may be there because the tenant's own line was left out.
  return whole ? found : found.filter(({ place, related }) => place !== undefined && related === undefined);
}

function placeKey({ place, tenant }: Finding): string {
  return JSON.stringify([tenant, place?.file, place?.line, place?.column]);
}

// What else is wrong with tenants that do not go out anyway: against what is published, what was removed and what others have.
// They hold nothing themselves: no other tenant is refused because of them.

import type { Finding } from '../../constructs/base/finding.js';
import type { PlannedAll, PlannedFaultyTenant } from '../plan/plan-all.js';
import { type Claimant, checkClaims } from './check-claims.js';
import type { RemovedCheck } from './check-published.js';
import { checkPublished } from './check-published.js';
import { claimantOf, type Earlier } from './claimants.js';

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

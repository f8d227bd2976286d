// What else is wrong with tenants that do not go out anyway: against what is published, what was removed and what others have.
// They hold nothing themselves: no other tenant is refused because of them.

import type { Finding } from '../../constructs/base/finding.js';
import type { PlannedAll, PlannedDraft } from '../plan/plan-all.js';
import { type Claimant, checkClaims } from './check-claims.js';
import type { RemovedCheck } from './check-published.js';
import { checkPublished } from './check-published.js';
import { claimantOf, type Earlier } from './claimants.js';

export interface Surroundings extends Earlier {
  readonly removedCheck: RemovedCheck;
  /** Those who hold something. */
  readonly holders: readonly Claimant[];
  /** ISO date; empty where nobody asks for the day. */
  readonly today: string;
}

/** Findings about drafts, at places where planning has found nothing: of one line one thing is enough. */
export function judgeDrafts({ drafts, findings }: Omit<PlannedAll, 'plans'>, around: Surroundings): Finding[] {
  if (drafts.length === 0) return [];
  const placed = new Set(findings.map(placeKey));
  const own = drafts.map(({ plan }) => claimantOf(plan, around));
  const found = [...drafts.flatMap((draft) => againstPublished(draft, around)), ...checkClaims(around.holders, own)];
  return found.filter((each) => !placed.has(placeKey(each)));
}

function againstPublished({ plan, whole }: PlannedDraft, { published, removedCheck, today }: Surroundings): Finding[] {
  const before = published.get(plan.id);
  if (before === undefined) return removedCheck.check(plan);
  const found = checkPublished(plan, before, today);
  // What another file says may be there because the tenant's own line was left out.
  return whole ? found : found.filter(({ place, related }) => place !== undefined && related === undefined);
}

function placeKey({ place, tenant }: Finding): string {
  return JSON.stringify([tenant, place?.file, place?.line, place?.column]);
}

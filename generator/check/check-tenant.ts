// Every rule about one tenant's rendered objects, in one list. What it finds keeps the tenant from being published.

import type { Finding } from '../../constructs/base/finding.js';
import type { Breach, Rule } from '../../constructs/base/rule.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import type { Manifest, TenantView } from '../../constructs/base/tenant-view.js';
import { viewTenant } from '../../constructs/base/tenant-view.js';
import { concerns } from '../../constructs/index.js';
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

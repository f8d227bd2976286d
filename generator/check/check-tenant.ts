// Every rule about one tenant's rendered objects, in one list. What it finds keeps the tenant from being published.
import type { Finding } from '../finding/finding.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { Manifest } from '../synth/manifest.js';
import { applyRules, type Rule } from './rule.js';
import { accessRules } from './rules/access-rules.js';
import { backupRules } from './rules/backup-rules.js';
import { bucketRules } from './rules/bucket-rules.js';
import { mariadbRules } from './rules/mariadb-rules.js';
import { messagingRules } from './rules/messaging-rules.js';
import { monitorRules } from './rules/monitor-rules.js';
import { networkRules } from './rules/network-rules.js';
import { ownershipRules } from './rules/ownership-rules.js';
import { podRules } from './rules/pod-rules.js';
import { policyRules } from './rules/policy-rules.js';
import { promqlRules } from './rules/promql-rules.js';
import { quotaRules } from './rules/quota-rules.js';
import { routeRules } from './rules/route-rules.js';
import { secretRules } from './rules/secret-rules.js';
import { volumeRules } from './rules/volume-rules.js';
import { viewTenant } from './tenant-view.js';

export const rules: readonly Rule[] = [
  ...ownershipRules,
  ...routeRules,
  ...secretRules,
  ...backupRules,
  ...messagingRules,
  ...bucketRules,
  ...mariadbRules,
  ...volumeRules,
  ...accessRules,
  ...podRules,
  ...networkRules,
  ...policyRules,
  ...quotaRules,
  ...promqlRules,
  ...monitorRules,
];

/**
 * Findings about one tenant by itself; the whole set is checked by check-claims.
 * @param wall What keeps it within its region, made once for all tenants.
 */
export function checkTenant(plan: TenantPlan, manifests: readonly Manifest[], wall: Rule): Finding[] {
  return applyRules([...rules, wall], viewTenant(plan, manifests));
}

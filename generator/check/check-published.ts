// One tenant against what is published of it: what can't be undone in a cluster is refused here.
import { compareQuantities } from '../../constructs/quantity.js';
import type { FindingCode } from '../finding/codes.js';
import { type Finding, finding } from '../finding/finding.js';
import { placeOf } from '../plan/sourced.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { PublishedTenant } from '../published/published-tenant.js';

/** Findings about one tenant that is published already. */
export function checkPublished(plan: TenantPlan, published: PublishedTenant): Finding[] {
  const report = (code: FindingCode, path: string, message: string, hint: string): Finding => {
    const origin = plan.origins.of(path);
    const place = origin === undefined ? undefined : placeOf(origin);
    return finding(code, { message, hint, tenant: plan.id, ...(place === undefined ? {} : { place }) });
  };
  const storage = published.entry?.storage ?? '';
  return [
    ...(published.cluster === plan.cluster.name
      ? []
      : [
          report(
            'check/cluster-moved',
            'cluster.region',
            `${plan.id} is published on the cluster ${published.cluster}, and its data is there`,
            'put the region back; to move a tenant, restore a backup into a new one',
          ),
        ]),
    ...(storage !== '' && plan.database !== undefined && compareQuantities(plan.database.storage, storage) < 0
      ? [
          report(
            'check/storage-shrinks',
            'database.storage',
            `storage of ${plan.database.storage} is less than the published ${storage}, and volumes never shrink`,
            `keep at least ${storage}`,
          ),
        ]
      : []),
    ...(storage !== '' && plan.database === undefined
      ? [
          report(
            'check/storage-shrinks',
            'product',
            'the published tenant has a database, and this blueprint has none',
            'go back to a blueprint with a database',
          ),
        ]
      : []),
  ];
}

// One tenant against what is published of it: what can't be undone in a cluster is refused here.
import { tryParseQuantity } from '../../constructs/quantity.js';
import type { FindingCode } from '../finding/codes.js';
import { type Finding, finding } from '../finding/finding.js';
import { placeOf } from '../plan/sourced.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { PublishedTenant } from '../published/published-tenant.js';

/** Findings about one tenant that is published already. */
export function checkPublished(plan: TenantPlan, published: PublishedTenant): Finding[] {
  return refusals
    .filter(({ holds }) => holds(plan, published))
    .map(({ code, cause, message, hint }) => {
      const origin = plan.origins.of(cause);
      const place = origin === undefined ? undefined : placeOf(origin);
      return finding(code, {
        message: message(plan, published),
        hint: hint(published),
        tenant: plan.id,
        ...(place === undefined ? {} : { place }),
      });
    });
}

interface Refusal {
  readonly code: FindingCode;
  /** The plan's value that led to it. */
  readonly cause: string;
  readonly holds: (plan: TenantPlan, published: PublishedTenant) => boolean;
  readonly message: (plan: TenantPlan, published: PublishedTenant) => string;
  readonly hint: (published: PublishedTenant) => string;
}

const refusals: readonly Refusal[] = [
  {
    code: 'check/cluster-moved',
    cause: 'cluster.region',
    holds: ({ cluster }, published) => published.cluster !== cluster.name,
    message: ({ id }, { cluster }) => `${id} is published on the cluster ${cluster}, and its data is there`,
    hint: () => 'put the region back; to move a tenant, restore a backup into a new one',
  },
  {
    code: 'check/storage-shrinks',
    cause: 'database.storage',
    holds: ({ database }, published) => {
      const before = storageOf(published);
      return database !== undefined && before !== undefined && (tryParseQuantity(database.storage) ?? 0n) < before;
    },
    message: ({ database }, { entry }) =>
      `storage of ${database?.storage} is less than the published ${entry?.storage}, and volumes never shrink`,
    hint: ({ entry }) => `keep at least ${entry?.storage}`,
  },
  {
    code: 'check/storage-shrinks',
    cause: 'product',
    holds: ({ database }, published) => database === undefined && storageOf(published) !== undefined,
    message: () => 'the published tenant has a database, and this blueprint has none',
    hint: () => 'go back to a blueprint with a database',
  },
];

/** Undefined without a database, and for text that nobody can compare: others may edit the tree. */
function storageOf({ entry }: PublishedTenant): bigint | undefined {
  return tryParseQuantity(entry?.storage ?? '');
}

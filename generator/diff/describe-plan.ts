// A plan in one sentence, as a reviewer would say it.
import type { TenantProps } from '../../constructs/base/tenant.js';
import { concerns } from '../../constructs/index.js';

/** As `professional in eu-west: 3 api and 2 web replicas, a database of 80Gi with daily backups`. */
export function describePlan(tenant: TenantProps): string {
  const { tier, cluster, lifecycle } = tenant;
  const parts = described(tenant).concat(lifecycle === 'active' ? [] : [lifecycle]);
  return `${tier} in ${cluster.region}: ${parts.join(', ')}`;
}

/** What runs comes first. */
function described(tenant: TenantProps): string[] {
  const parts = concerns.map(({ workloads, describe }) => ({
    runs: workloads !== undefined,
    text: describe?.(tenant),
  }));
  return [...parts.filter(({ runs }) => runs), ...parts.filter(({ runs }) => !runs)].flatMap(({ text }) => text ?? []);
}

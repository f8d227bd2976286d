// A plan in one sentence, as a reviewer would say it.
import type { TenantProps } from '../../constructs/base/tenant.js';
import type { ServiceProps } from '../../constructs/base/workload.js';

/** As `professional in eu-west: 3 api and 2 web replicas, a database of 80Gi with daily backups`. */
export function describePlan({
  tier,
  cluster,
  services,
  database,
  lifecycle,
}: Pick<TenantProps, 'tier' | 'cluster' | 'services' | 'database' | 'lifecycle'>): string {
  const sizes = Object.entries(services).map(([name, service]) => `${replicasOf(service)} ${name}`);
  const parts = [
    sizes.length === 0
      ? 'no services'
      : `${enumerate(sizes)} replica${sizes.length === 1 && sizes[0]?.startsWith('1 ') ? '' : 's'}`,
    ...(database === undefined
      ? []
      : [
          `${database.instances === 1 ? 'a database' : `${database.instances} database instances`} of ${database.storage}${database.backup === undefined ? '' : ' with backups'}`,
        ]),
    ...(lifecycle === 'active' ? [] : [lifecycle]),
  ];
  return `${tier} in ${cluster.region}: ${parts.join(', ')}`;
}

function replicasOf({ replicas, autoscale }: ServiceProps): string {
  return autoscale === undefined ? String(replicas ?? 1) : `${autoscale.min} to ${autoscale.max}`;
}

/** As `a, b and c`. */
function enumerate(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

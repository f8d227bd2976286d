// What of its cluster's secret store is one tenant's alone.
import type { TenantProps } from '../base/tenant.js';

/** Everything of the tenant in the secret store is below this; undefined where the cluster has no store. */
export function secretPrefix({ namespace, cluster }: Pick<TenantProps, 'namespace' | 'cluster'>): string | undefined {
  const { secretStore } = cluster;
  return secretStore.kind === 'generated' ? undefined : `${secretStore.prefix}/${namespace}/`;
}

export function claimedSecrets({ namespace, cluster }: Pick<TenantProps, 'namespace' | 'cluster'>): string[] {
  const prefix = secretPrefix({ namespace, cluster });
  return prefix === undefined ? [] : [`secrets:${cluster.name}/${prefix}`];
}

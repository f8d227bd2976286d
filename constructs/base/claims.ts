// What must be one tenant's alone on the whole platform. The index keeps it, so that a later run knows what is taken.
import type { TenantProps } from './tenant.js';

/** Claims of one tenant, as `host:shop.example`; two tenants must not have one in common. Sorted. */
export function claimsOf({
  id,
  namespace,
  hosts,
  cluster,
  database,
  messaging,
  buckets,
}: Pick<TenantProps, 'id' | 'namespace' | 'hosts' | 'cluster' | 'database' | 'messaging' | 'buckets'>): string[] {
  return [
    ...hosts.map((host) => `host:${host.name}`),
    `namespace:${cluster.name}/${namespace}`,
    ...claimedSecrets(namespace, cluster),
    ...(database?.backup !== undefined && cluster.backupStore !== undefined
      ? [`backups:${backupPrefix({ id, bucket: cluster.backupStore.bucket })}`]
      : []),
    ...(messaging === undefined ? [] : [`vhost:${cluster.name}/${messaging.vhost}`]),
    ...Object.values(buckets).map((bucket) => `bucket:${cluster.name}/${bucket.name}`),
  ].sort();
}

/** Everything of the tenant in the secret store is below this; undefined where the cluster has no store. */
export function secretPrefix({ namespace, cluster }: Pick<TenantProps, 'namespace' | 'cluster'>): string | undefined {
  const { secretStore } = cluster;
  return secretStore.kind === 'generated' ? undefined : `${secretStore.prefix}/${namespace}/`;
}

function claimedSecrets(namespace: string, cluster: TenantProps['cluster']): string[] {
  const prefix = secretPrefix({ namespace, cluster });
  return prefix === undefined ? [] : [`secrets:${cluster.name}/${prefix}`];
}

/** Everything of the tenant in the backup store is below this. */
export function backupPrefix({ id, bucket }: { readonly id: string; readonly bucket: string }): string {
  return `s3://${bucket}/${id}/`;
}

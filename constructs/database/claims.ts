// What of its cluster's backup store is one tenant's alone.
import type { TenantProps } from '../base/tenant.js';

/** Everything of the tenant in the backup store is below this. */
export function backupPrefix({ id, bucket }: { readonly id: string; readonly bucket: string }): string {
  return `s3://${bucket}/${id}/`;
}

export function claimedBackups({ id, database, cluster }: TenantProps): string[] {
  if (database?.backup === undefined || cluster.backupStore === undefined) return [];
  return [`backups:${backupPrefix({ id, bucket: cluster.backupStore.bucket })}`];
}

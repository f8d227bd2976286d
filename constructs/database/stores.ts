// Where a cluster keeps the backups of databases: no two regions may share one place.
import type { DataStore } from '../base/concern.js';
import { storeAddress } from '../base/data-store.js';
import type { ClusterSource } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';

export function backupStores({ backupStore }: ClusterSource): DataStore[] {
  if (backupStore === undefined) return [];
  const { bucket, endpoint } = backupStore;
  const address = endpoint === undefined ? aws : storeAddress(endpoint);
  // Names of buckets are unique on AWS, whatever its region: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  const store = address !== undefined && isAws(address) ? aws : address;
  return [
    {
      key: store && `backups ${store} ${bucket}`,
      what: `backups in the bucket ${bucket}${endpoint === undefined ? '' : ` at ${endpoint}`}`,
      path: ['backupStore', 'bucket'],
    },
  ];
}

/** Everything of the tenant in the backup store is below this. */
export function backupPrefix({ id, bucket }: { readonly id: string; readonly bucket: string }): string {
  return `s3://${bucket}/${id}/`;
}

export function claimedBackups({ id, database, cluster }: TenantProps): string[] {
  if (database?.backup === undefined || cluster.backupStore === undefined) return [];
  return [`backups:${backupPrefix({ id, bucket: cluster.backupStore.bucket })}`];
}

/** The role of a cloud that writes there, where the profile names one. */
export function backupRole({ id, cluster: { backupStore } }: TenantProps): string | undefined {
  const credentials = backupStore?.credentials;
  return credentials?.kind === 'role' ? credentials.roleArn.replaceAll('{tenant}', id) : undefined;
}

const aws = 'amazonaws.com';

function isAws(address: string): boolean {
  return /^[^:/]*\.amazonaws\.com(?:\.cn)?(?![^:/])/.test(address);
}

// A tenant’s buckets, and its cluster’s object store, as the constructs are told.
import type { SharedService } from '../base/cluster.js';

/** An S3-compatible store whose provisioner answers ObjectBucketClaims. */
export interface BucketStoreProps {
  readonly storageClass: string;
  readonly endpoint: string;
  readonly network: SharedService;
}

export interface BucketProps {
  /** In the object store, as `tenant-acme-products`. */
  readonly name: string;
  /** What it may hold at most. */
  readonly storage: string;
  /** What names of objects begin with, by their users' agreement. */
  readonly prefixes: readonly string[];
  readonly usedBy: readonly string[];
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly buckets: Readonly<Record<string, BucketProps>>;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly buckets?: BucketStoreProps;
  }
}

/** The ObjectBucketClaim of a bucket, and the Secret and ConfigMap that its provisioner makes beside it. */
export function bucketClaimName(bucket: string): string {
  return `bucket-${bucket}`;
}

// `buckets` of a blueprint: what each tenant gets in its cluster's object store.

import { z } from 'zod';
import type { SharedService } from '../base/cluster.js';
import { bytes, distinct, envName, label, sharedService, webUrl } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';

/** What the object store gives for a bucket; its name and address are references. */
const bucketKeys = ['access-key-id', 'secret-access-key'] as const;

const bucket = z
  .strictObject({
    usedBy: distinct(label())
      .min(1)
      .meta({ description: 'Services and jobs that read and write it', examples: [['products']] }),
    prefixes: distinct(label())
      .default([])
      .meta({
        description: 'What the names of its objects begin with; users learn them by ${buckets.…}',
        examples: [['product-images', 'product-documents']],
      }),
    env: z
      .record(envName, z.enum(bucketKeys))
      .default({})
      .meta({
        description: 'Variables its users get, by key of its credentials',
        examples: [{ S3_ACCESS_KEY_ID: 'access-key-id' }],
      }),
  })
  .meta({ description: 'A bucket of the tenant’s own in its cluster’s object store' });

const bucketSize = z
  .strictObject({ storage: bytes.describe('What it may hold at most') })
  .meta({ description: 'Size of a bucket', examples: [{ storage: '20Gi' }] });

const buckets = z
  .strictObject({
    storageClass: label(63).meta({
      description: 'The class of ObjectBucketClaims; its reclaim policy should be Retain',
      examples: ['buckets-retain'],
    }),
    endpoint: webUrl.describe('The store’s address for clients of S3'),
    network: sharedService.describe('Where the store is reached'),
  })
  .describe('The object store; without it no product with buckets can run here');

export const bucketsSchema = {
  blueprint: { buckets: z.record(label(), bucket).default({}).describe('Buckets, by name') },
  tier: { buckets: z.record(label(), bucketSize).default({}).describe('Size of each bucket') },
  cluster: { buckets: buckets.exactOptional() },
} as const;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof bucketsSchema.blueprint> {}
  interface TierSource extends FieldsOf<typeof bucketsSchema.tier> {}
  interface ClusterSource extends FieldsOf<typeof bucketsSchema.cluster> {}
}

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

// The tenant's buckets: a claim for each, which the provisioner of the cluster's object store answers with the bucket, a Secret of
// its keys and a ConfigMap of its address. Its props come from the plan.

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { confirmDeletion, type Identity, objectMeta } from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import { customResource } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import { bucketClaimName } from './schema.js';

export type BucketsProps = Identity &
  Pick<TenantProps, 'buckets'> & { readonly cluster: Pick<TenantProps['cluster'], 'buckets'> };

/**
 * An ObjectBucketClaim `bucket-<name>` for each bucket of the plan, and nothing where the cluster has no object store. The provisioner
 * answers with a Secret and a ConfigMap of the claim's name (objectbucket.io/v1alpha1, as Rook implements it). Claims outlive mistakes:
 * they go only when a person confirms it, and the StorageClass keeps what they held.
 */
export class Buckets extends Chart {
  constructor(scope: Construct, props: BucketsProps) {
    super(scope, 'buckets');
    const store = props.cluster.buckets;
    if (store === undefined) return;
    for (const [bucket, { name, storage, prefixes }] of sortedEntries(props.buckets))
      new ObjectBucketClaim(this, `claim-${bucket}`, {
        metadata: objectMeta(props, bucketClaimName(bucket), {
          wave: waves.buckets,
          // An object store has no folders: what a bucket is divided into is its users' agreement, and told here.
          annotations: {
            ...confirmDeletion,
            ...(prefixes.length === 0 ? {} : { 'tenantry.dev/prefixes': prefixes.map((each) => `${each}/`).join(',') }),
          },
        }),
        spec: { bucketName: name, storageClassName: store.storageClass, additionalConfig: { maxSize: storage } },
      });
  }
}

export interface ObjectBucketClaimSpec {
  readonly bucketName: string;
  readonly storageClassName: string;
  readonly additionalConfig: { readonly maxSize: string };
}

const ObjectBucketClaim = customResource<ObjectBucketClaimSpec>('objectbucket.io/v1alpha1', 'ObjectBucketClaim');

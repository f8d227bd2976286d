// The claim of a bucket, as the provisioners of lib-bucket-provisioner (Rook, NooBaa) answer it.
import { customResource } from './custom-resource.js';

export interface ObjectBucketClaimSpec {
  readonly bucketName: string;
  readonly storageClassName: string;
  readonly additionalConfig: { readonly maxSize: string };
}

export const ObjectBucketClaim = customResource<ObjectBucketClaimSpec>('objectbucket.io/v1alpha1', 'ObjectBucketClaim');

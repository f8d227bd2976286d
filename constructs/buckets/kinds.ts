// The kinds of the concern buckets.
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const bucketKinds: KindTable = {
  'objectbucket.io/ObjectBucketClaim': {
    wave: waves.buckets,
    holdsData: true,
    identity: ['metadata.name', 'spec.bucketName', 'spec.storageClassName'],
    // The provisioner reads them once, when it makes the bucket (kube-object-storage/lib-bucket-provisioner).
    immutable: ['spec.bucketName', 'spec.generateBucketName', 'spec.storageClassName'],
    confirmsDeletion: true,
  },
};

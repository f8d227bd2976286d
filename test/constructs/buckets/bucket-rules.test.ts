import { describe, it } from 'vitest';
import { expectBreak } from '../broken-tenant.js';

describe('bucket rules', () => {
  it.each([
    ['another tenant’s name', 'spec.bucketName', 'tenant-client-xyz-sav'],
    ['the name of nothing that the product has', 'spec.bucketName', 'tenant-client-abc-other'],
    ['no name', 'spec.bucketName', undefined],
    ['a name that the store makes', 'spec.generateBucketName', 'tenant-client-abc'],
    ['another class', 'spec.storageClassName', 'platform'],
    ['no class', 'spec.storageClassName', undefined],
    ['a policy of its own', 'spec.additionalConfig.bucketPolicy', '{}'],
    ['another owner', 'spec.additionalConfig.bucketOwner', 'platform'],
    ['a bucket that is there', 'spec.objectBucketName', 'obc-platform-backups'],
  ])('find a claim with %s', (_, path, value) => {
    expectBreak({
      code: 'check/foreign-bucket',
      tenant: 'client-abc',
      object: 'ObjectBucketClaim bucket-sav',
      set: [[path, value]],
    });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketName } from '../../../constructs/buckets/plan.js';
import { claimsOf } from '../../../constructs/index.js';
import { samplePlans } from '../../sample-platform.js';

describe('a bucket’s name', () => {
  it('is the namespace’s and its own', () => {
    expect(bucketName('client-abc', 'products')).toBe('client-abc-products');
  });

  it('is one that S3 takes, and another for another bucket', () => {
    const label = (max: number) => fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{0,${max - 1}}$`));
    fc.assert(
      fc.property(label(60), label(40), label(40), (namespace, one, other) => {
        expect(bucketName(namespace, one)).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
        expect(bucketName(namespace, one) === bucketName(namespace, other)).toBe(one === other);
      }),
    );
  });
});

describe('what a tenant claims', () => {
  it('holds its virtual host and its buckets', () => {
    const plan = samplePlans().plans.get('client-abc');
    expect(plan && claimsOf(plan)).toEqual(
      expect.arrayContaining([
        'bucket:eu-west/tenant-client-abc-newsletters',
        'bucket:eu-west/tenant-client-abc-products',
        'bucket:eu-west/tenant-client-abc-sav',
        'vhost:eu-west/tenant-client-abc',
      ]),
    );
  });
});

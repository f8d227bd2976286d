// `buckets` of a blueprint: what each tenant gets in its cluster's object store.
import { z } from 'zod';
import { distinct, envName, label } from '../scalars.js';

/** What the object store gives for a bucket; its name and address are references. */
const bucketKeys = ['access-key-id', 'secret-access-key'] as const;

export const bucket = z
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

// `clusters.<cluster>.buckets`: the object store in which tenants get buckets.
import { z } from 'zod';
import { label, webUrl } from '../scalars.js';
import { sharedService } from './shared-service.js';

export const buckets = z
  .strictObject({
    storageClass: label(63).meta({
      description: 'The class of ObjectBucketClaims; its reclaim policy should be Retain',
      examples: ['buckets-retain'],
    }),
    endpoint: webUrl.describe('The store’s address for clients of S3'),
    network: sharedService.describe('Where the store is reached'),
  })
  .describe('The object store; without it no product with buckets can run here');

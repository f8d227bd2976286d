// `buckets.<bucket>` of a tier: how much a bucket may hold.
import { z } from 'zod';
import { bytes } from '../scalars.js';

export const bucketSize = z
  .strictObject({ storage: bytes.describe('What it may hold at most') })
  .meta({ description: 'Size of a bucket', examples: [{ storage: '20Gi' }] });

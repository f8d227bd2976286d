// `volumes` of a blueprint: what services keep beside the database, and in `tiers` how large each one is.
import { z } from 'zod';
import { bytes } from '../base/schema.js';

export const volume = z
  .strictObject({
    access: z
      .enum(['single', 'shared'])
      .default('single')
      .describe(
        'single: mounted by one node at a time, so by one pod; shared: by many, where the cluster has a class for it',
      ),
  })
  .meta({ description: 'A volume that keeps its data as long as the tenant', examples: [{ access: 'single' }] });

export const volumeSize = z
  .strictObject({ storage: bytes.describe('Its size; it can grow and never shrink') })
  .meta({ description: 'Size of a volume', examples: [{ storage: '10Gi' }] });

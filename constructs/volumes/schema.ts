// `volumes` of a blueprint: what services keep beside the database, and in `tiers` how large each one is.

import { z } from 'zod';
import { bytes, label } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';
import type { VolumeProps } from '../base/workload.js';

const volume = z
  .strictObject({
    access: z
      .enum(['single', 'shared'])
      .default('single')
      .describe(
        'single: mounted by one node at a time, so by one pod; shared: by many, where the cluster has a class for it',
      ),
  })
  .meta({ description: 'A volume that keeps its data as long as the tenant', examples: [{ access: 'single' }] });

const volumeSize = z
  .strictObject({ storage: bytes.describe('Its size; it can grow and never shrink') })
  .meta({ description: 'Size of a volume', examples: [{ storage: '10Gi' }] });

export const volumesSchema = {
  blueprint: { volumes: z.record(label(), volume).default({}).describe('Volumes of services, by name') },
  tier: { volumes: z.record(label(), volumeSize).default({}).describe('Size of each volume') },
  cluster: {
    sharedStorageClass: label(63)
      .exactOptional()
      .meta({
        description: 'The class of volumes that many nodes mount at once; without it blueprints can have none',
        examples: ['files-retain'],
      }),
  },
  overrides: {
    volumes: z
      .record(label(), z.strictObject({ storage: bytes.describe('Size of the volume; it can grow and never shrink') }))
      .exactOptional()
      .meta({ description: 'Overrides by volume', examples: [{ uploads: { storage: '20Gi' } }] }),
  },
} as const;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof volumesSchema.blueprint> {}
  interface TierSource extends FieldsOf<typeof volumesSchema.tier> {}
  interface ClusterSource extends FieldsOf<typeof volumesSchema.cluster> {}
  interface TenantOverrides extends FieldsOf<typeof volumesSchema.overrides> {}
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly volumes: Readonly<Record<string, VolumeProps>>;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    /** Of volumes that many nodes mount at once. */
    readonly sharedStorageClass?: string;
  }
}

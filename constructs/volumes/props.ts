// The volumes of a tenant’s services, as the constructs are told.
import type { VolumeProps } from '../base/workload.js';

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

// The volumes of the tenant's services. Their props come from the plan; the pods that mount them are in the concern services.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { confirmDeletion, type Identity, objectMeta } from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import { quantity } from '../base/plain-data.js';
import { PersistentVolumeClaim } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import type { VolumeProps } from '../base/workload.js';

export type VolumesProps = Identity &
  Pick<TenantProps, 'volumes' | 'services' | 'lifecycle'> & {
    readonly cluster: Pick<TenantProps['cluster'], 'storageClass' | 'sharedStorageClass'>;
  };

/**
 * A PersistentVolumeClaim for each volume of the plan, which services mount. It can grow and never shrink, and goes only when a person
 * confirms it; what the volume held is then kept by the StorageClass.
 */
export class Volumes extends Chart {
  constructor(scope: Construct, props: VolumesProps) {
    super(scope, 'volumes');
    for (const [name, volume] of sortedEntries(props.volumes))
      new PersistentVolumeClaim(this, name, {
        metadata: objectMeta(props, name, { wave: waveOf(props, name), annotations: confirmDeletion }),
        spec: {
          accessModes: [accessModes[volume.access]],
          storageClassName: classOf(props, volume),
          resources: { requests: { storage: quantity(volume.storage) } },
        },
      });
  }
}

const accessModes = { single: 'ReadWriteOnce', shared: 'ReadWriteMany' } as const satisfies Record<
  VolumeProps['access'],
  string
>;

/**
 * With the first service that mounts it: many storage classes bind a claim only when a pod asks for it, and Argo CD waits for an
 * unbound claim before any later wave. Of a tenant that runs nothing no pod ever asks: then it is in the last wave.
 */
function waveOf({ services, lifecycle }: VolumesProps, name: string): number {
  if (lifecycle !== 'active') return waves.hibernation;
  const users = Object.values(services).filter(({ mounts }) => mounts.some(({ volume }) => volume === name));
  return waves.services + Math.min(...users.map(({ depth }) => depth));
}

/** @throws Error where the cluster has no class for shared volumes; loading refuses that before. */
function classOf({ cluster }: VolumesProps, { access }: VolumeProps): string {
  if (access === 'single') return cluster.storageClass;
  if (cluster.sharedStorageClass === undefined) throw new Error('the cluster has no storage class for shared volumes');
  return cluster.sharedStorageClass;
}

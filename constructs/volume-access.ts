// What a volume's access means for the services that mount it: one that only one node may mount lets a service have one pod, and no
// two at the same time.
import type { ServiceProps, VolumeProps } from './workload-props.js';

/** True for a service whose old pod must be gone before the new one starts. */
export function isReplacedAtOnce(
  { mounts }: Pick<ServiceProps, 'mounts'>,
  volumes: Readonly<Record<string, VolumeProps>>,
): boolean {
  return mounts.some(({ volume }) => volumes[volume]?.access === 'single');
}

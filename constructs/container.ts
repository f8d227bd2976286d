// One container under Pod Security `restricted`, with what is wanted beyond it: a read-only root and resources.
// Its props come from the plan; pod.ts puts it into the pods of services and jobs.
import type { k8s } from 'cdk8s-plus-29';
import { secretEnv, sortedByName } from './env.js';
import { quantity } from './resources/wrapped.js';
import type { ComputeResources, ContainerProps, MountProps } from './workload-props.js';

/** What services and jobs do differently. */
export type ContainerExtras = Pick<
  k8s.Container,
  'envFrom' | 'livenessProbe' | 'ports' | 'readinessProbe' | 'startupProbe' | 'terminationMessagePolicy'
> & {
  /** Variables with their values in place. */
  readonly env?: readonly k8s.EnvVar[];
  /** Volumes that outlive the pod. @default none */
  readonly mounts?: readonly MountProps[];
};

/** What of a workload is its container's. */
type Contained = Pick<ContainerProps, 'image' | 'command' | 'args' | 'secretEnv' | 'scratch' | 'resources'>;

/** One container; `extras` is what its kind of workload adds, as ports and probes. */
export function containerOf(
  name: string,
  props: Contained,
  { env = [], mounts = [], ...extras }: ContainerExtras,
): k8s.Container {
  const volumeMounts = [...keptMounts(mounts), ...scratchMounts(props.scratch)];
  const variables = sortedByName([...env, ...secretEnv(props.secretEnv)]);
  return {
    name,
    image: props.image,
    ...(props.command === undefined ? {} : { command: [...props.command] }),
    ...(props.args === undefined ? {} : { args: [...props.args] }),
    ...(variables.length === 0 ? {} : { env: variables }),
    ...extras,
    resources: { requests: quantities(props.resources.requests), limits: quantities(props.resources.limits) },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    ...(volumeMounts.length === 0 ? {} : { volumeMounts }),
  };
}

/** The claims have the volumes' own names, which the pod's volumes take over with a prefix: scratch volumes are numbered. */
export function keptVolumes(mounts: readonly MountProps[]): k8s.Volume[] {
  return mounts.map(({ volume }) => ({ name: podVolume(volume), persistentVolumeClaim: { claimName: volume } }));
}

function keptMounts(mounts: readonly MountProps[]): k8s.VolumeMount[] {
  return mounts.map(({ volume, path }) => ({ name: podVolume(volume), mountPath: path }));
}

const podVolume = (volume: string) => `volume-${volume}`;

/** A disk-backed volume per path: whoever fills it is evicted alone, before the node runs out of space. */
export function scratchVolumes(paths: readonly string[]): k8s.Volume[] {
  return scratchMounts(paths).map(({ name }) => ({
    name,
    emptyDir: { sizeLimit: quantity(scratchSize) },
  }));
}

const scratchSize = '512Mi';

function scratchMounts(paths: readonly string[]): k8s.VolumeMount[] {
  return [...new Set(paths)].sort().map((mountPath, index) => ({ name: `scratch-${index}`, mountPath }));
}

function quantities({ cpu, memory }: ComputeResources): Record<string, k8s.Quantity> {
  return { cpu: quantity(cpu), memory: quantity(memory) };
}

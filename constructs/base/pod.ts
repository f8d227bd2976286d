// The pod of one service or job: no token, no rights, a ServiceAccount that the concern access makes.
// Its props come from the plan; constructs/services and constructs/jobs put it into Deployments and Jobs.

import type { k8s } from 'cdk8s-plus-29';
import { sortedEntries } from './order.js';
import { quantity } from './plain-data.js';
import type { ComputeResources, ContainerProps, MountProps, SecretEnv } from './workload.js';

export interface PodOptions {
  readonly container: ContainerExtras;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Its ServiceAccount. @default the workload's name */
  readonly account?: string;
  /** What services and jobs do differently. */
  readonly spec?: Pick<k8s.PodSpec, 'restartPolicy' | 'topologySpreadConstraints'>;
}

/** The pod of a service or job: one container, no mounted token, Pod Security `restricted`. */
export function podTemplate(name: string, props: ContainerProps, options: PodOptions): k8s.PodTemplateSpec {
  const { container, labels, annotations, spec, account = name } = options;
  const { mounts = [] } = container;
  const volumes = [...keptVolumes(mounts), ...scratchVolumes(props.scratch)];
  return {
    metadata: {
      labels: { ...labels },
      annotations: annotations && { ...annotations },
    },
    spec: {
      serviceAccountName: account,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: props.user,
        ...volumeOwner(props, mounts),
        seccompProfile: { type: 'RuntimeDefault' },
      },
      ...spec,
      containers: [containerOf(name, props, container)],
      ...(volumes.length === 0 ? {} : { volumes }),
    },
  };
}

/** A new volume belongs to root: Kubernetes gives it to the pod's own group, and again only where that is not so already. */
function volumeOwner({ user }: ContainerProps, mounts: readonly MountProps[]): k8s.PodSecurityContext {
  return mounts.length === 0 || user === undefined ? {} : { fsGroup: user, fsGroupChangePolicy: 'OnRootMismatch' };
}

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
    command: props.command && [...props.command],
    args: props.args && [...props.args],
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
function keptVolumes(mounts: readonly MountProps[]): k8s.Volume[] {
  return mounts.map(({ volume }) => ({ name: podVolume(volume), persistentVolumeClaim: { claimName: volume } }));
}

function keptMounts(mounts: readonly MountProps[]): k8s.VolumeMount[] {
  return mounts.map(({ volume, path }) => ({ name: podVolume(volume), mountPath: path }));
}

const podVolume = (volume: string) => `volume-${volume}`;

/** A disk-backed volume per path: whoever fills it is evicted alone, before the node runs out of space. */
function scratchVolumes(paths: readonly string[]): k8s.Volume[] {
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

/** Variables with their values in place. */
export function plainEnv(env: Readonly<Record<string, string>>): k8s.EnvVar[] {
  return sortedEntries(env).map(([name, value]) => ({ name, value: escapeReferences(value) }));
}

/** Variables that take their values from Secrets of the namespace. */
function secretEnv(variables: readonly SecretEnv[]): k8s.EnvVar[] {
  return variables.map(({ name, secret, key }) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } }));
}

/** Sorted, so that the same variables give the same bytes. */
function sortedByName(variables: readonly k8s.EnvVar[]): k8s.EnvVar[] {
  return [...variables].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * Kubernetes expands `$(NAME)` in a value and reads `$$` as `$` (kubernetes.io/docs, "Define Dependent Environment Variables").
 * The plan's values are meant to the letter.
 */
function escapeReferences(value: string): string {
  return value.replaceAll('$', () => '$$');
}

/** Of a pod whose image names its user: the number must be given, or the kubelet can not tell that it is not root. */
export function restrictedPod(user: number) {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  } as const;
}

export const restrictedContainer = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } as const;

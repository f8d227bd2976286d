// What runs, as the constructs are told: containers, services, jobs, and the volumes that they mount, fully resolved.
// Part of a TenantProps (tenant.ts).

export interface ResourceNeeds {
  readonly requests: ComputeResources;
  readonly limits: ComputeResources;
}

/** Kubernetes quantities, as `500m` and `1Gi`. */
export interface ComputeResources {
  readonly cpu: string;
  readonly memory: string;
}

export interface ContainerProps {
  /** With a digest or a fixed tag. */
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** References are resolved already; values are taken to the letter. */
  readonly env: Readonly<Record<string, string>>;
  readonly secretEnv: readonly SecretEnv[];
  /** Absolute paths that the container may write to; everything else is read-only. */
  readonly scratch: readonly string[];
  readonly resources: ResourceNeeds;
  /** Numeric user, for images that name theirs. */
  readonly user?: number;
  /** Names of shared services of the cluster that this workload may reach. */
  readonly egress: readonly string[];
  /** True where the workload may reach the internet on 443 (never private or link-local ranges). */
  readonly internet: boolean;
}

export interface SecretEnv {
  readonly name: string;
  /** Name of the Kubernetes Secret. */
  readonly secret: string;
  readonly key: string;
}

export interface ServiceProps extends ContainerProps {
  /** Absent for a worker that listens on nothing: then there is no Service either. */
  readonly port?: number;
  readonly probes: { readonly ready?: Probe; readonly live?: Probe; readonly startup?: Probe };
  /** Absent where `autoscale` decides. */
  readonly replicas?: number;
  readonly autoscale?: AutoscaleProps;
  /** Services that must be healthy before this one starts; they also accept its connections. */
  readonly waitsFor: readonly string[];
  /** How many layers of services come before this one: 0, 1, … */
  readonly depth: number;
  readonly metrics?: { readonly port: number; readonly path: string };
  /** True for one that sends traces, where the cluster collects them. */
  readonly tracing?: boolean;
  readonly mounts: readonly MountProps[];
}

export type Probe = { readonly path: string; readonly port: number } | { readonly command: readonly string[] };

export interface AutoscaleProps {
  readonly min: number;
  readonly max: number;
  /** Average utilisation of the request, in percent. */
  readonly cpu?: number;
  readonly memory?: number;
}

export interface MountProps {
  /** Name of one of the tenant's volumes. */
  readonly volume: string;
  /** Absolute path in the container. */
  readonly path: string;
}

export interface VolumeProps {
  /** `single`: mounted by one node at a time (ReadWriteOnce). `shared`: by many (ReadWriteMany). */
  readonly access: 'single' | 'shared';
  /** It can grow and never shrink. */
  readonly storage: string;
}

export interface JobProps extends ContainerProps {
  /** Once, `migration` before `seed` and both between the database and the services; or again and again, by a five-field cron in UTC. */
  readonly run: { readonly phase: 'migration' | 'seed' } | { readonly schedule: string };
  /** Services that accept its connections. */
  readonly waitsFor: readonly string[];
  /** Seconds after which a run counts as failed. */
  readonly deadline: number;
  readonly retries: number;
}

/** Pods that a rolling update starts before it stops old ones. */
export const surge = 1;

/** True for a service whose old pod must be gone before the new one starts. */
export function isReplacedAtOnce(
  { mounts }: Pick<ServiceProps, 'mounts'>,
  volumes: Readonly<Record<string, VolumeProps>>,
): boolean {
  return mounts.some(({ volume }) => volumes[volume]?.access === 'single');
}

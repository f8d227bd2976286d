// The vocabulary of the constructs: everything about one tenant that a concern may need, fully resolved.
// It comes from generator/plan (a TenantPlan is a TenantProps with origins) and goes into every construct beside this file.
import type { Chart } from 'cdk8s';
import type { ClusterProps } from './cluster.js';
import type { EngineName } from './database-engines.js';

/** One tenant, resolved: no defaults are left to a construct. Records are sorted by key wherever they are rendered. */
export interface TenantProps {
  /** DNS label of at most 40 characters; unique on the platform. */
  readonly id: string;
  /** `<prefix><id>`: every object of the tenant lives here. */
  readonly namespace: string;
  readonly displayName: string;
  /** The blueprint's name. */
  readonly product: string;
  readonly tier: string;
  readonly ring: string;
  readonly lifecycle: Lifecycle;
  readonly owner: { readonly name: string; readonly email: string };
  readonly billing: Billing;
  /** ISO date on which the tenant was created, when the tenant's file says so. */
  readonly createdOn?: string;
  /** ISO date after which a demo is to be suspended; rendering never compares it with a clock. */
  readonly expiresAt?: string;
  /** SSO group of the tenant's own people, who may read and nothing else. */
  readonly viewersGroup: string;
  /** The host under the base domain first, custom domains after it in the tenant's order. */
  readonly hosts: readonly Host[];
  readonly cluster: ClusterProps;
  readonly services: Readonly<Record<string, ServiceProps>>;
  readonly jobs: Readonly<Record<string, JobProps>>;
  readonly database?: DatabaseProps;
  readonly messaging?: MessagingProps;
  readonly buckets: Readonly<Record<string, BucketProps>>;
  readonly volumes: Readonly<Record<string, VolumeProps>>;
  readonly secrets: Readonly<Record<string, SecretProps>>;
  readonly routes: readonly RouteProps[];
  /** Pages of the product that people are sent to. */
  readonly links: readonly LinkProps[];
  readonly entitlements: Readonly<Record<string, string | number | boolean>>;
  /** Constructs of the platform's own, in their order. */
  readonly extra: readonly ExtraProps[];
  /** A ResourceQuota's `hard` for the largest that any tenant of the product may be, whatever its tier. */
  readonly productQuota: Quota;
}

/** A ResourceQuota's `hard`: quantities by resource, as `requests.cpu`. */
export type Quota = Readonly<Record<string, string>>;

export type Lifecycle = 'active' | 'suspended' | 'offboarding';

export interface Billing {
  readonly customerId?: string;
  readonly subscriptionId?: string;
  readonly costCenter?: string;
  readonly department?: string;
}

export interface Host {
  readonly name: string;
  /** True for a domain of the tenant's own, which needs a Certificate; the base domain's wildcard serves the others. */
  readonly custom: boolean;
}

/** Kubernetes quantities, as `500m` and `1Gi`. */
export interface ComputeResources {
  readonly cpu: string;
  readonly memory: string;
}

export interface ResourceNeeds {
  readonly requests: ComputeResources;
  readonly limits: ComputeResources;
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

export type Probe = { readonly path: string; readonly port: number } | { readonly command: readonly string[] };

export interface AutoscaleProps {
  readonly min: number;
  readonly max: number;
  /** Average utilisation of the request, in percent. */
  readonly cpu?: number;
  readonly memory?: number;
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

export interface DatabaseProps {
  readonly engine: EngineName;
  /** Which server of the tenant's it is, counted from 1: a restore makes another one, under a name of its own. */
  readonly generation: number;
  readonly image: string;
  readonly instances: number;
  readonly storage: string;
  readonly resources: ResourceNeeds;
  /** Server settings, as `max_connections`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The one that is due most often first; never empty. */
  readonly backup?: readonly BackupSchedule[];
  /** The first one is made with the cluster, the others beside it. */
  readonly databases: readonly LogicalDatabase[];
  /** Present while the server begins with a backup. */
  readonly restore?: RestoreProps;
}

export interface RestoreProps {
  /** The generation whose backups it begins with. */
  readonly from: number;
  /** The moment that it goes back to, in RFC 3339. */
  readonly at: string;
  /** Name of the schedule whose backups are looked through, where each has a folder of its own. */
  readonly schedule: string;
  /** The server that is kept beside it until the restore is declared done: its databases have Secrets of their own. */
  readonly keep?: { readonly generation: number; readonly databases: readonly LogicalDatabase[] };
}

export interface LogicalDatabase {
  /** Also the name of the role that owns it. */
  readonly name: string;
  /** The Secret with its credentials: keys username, password, dbname, host, port and uri. */
  readonly secret: string;
  /** The entry of the secret store that has its password, where no operator makes one; every generation's is the same. */
  readonly stored: string;
  /** Names of the services and jobs that connect to it. */
  readonly usedBy: readonly string[];
}

export interface BackupSchedule {
  /** As `daily`; what is made for it is named after it. */
  readonly name: string;
  /** Six-field cron: seconds first. */
  readonly schedule: string;
  /** As `30d`, `12w`, `12m`. */
  readonly keep: string;
}

/** A virtual host of the tenant's own, with a user of the same name. */
export interface MessagingProps {
  readonly vhost: string;
  /** Names of the services and jobs that connect to it. */
  readonly usedBy: readonly string[];
  /** Connections at most; as many as the broker takes where absent. */
  readonly connections?: number;
  readonly exchanges: Readonly<Record<string, ExchangeProps>>;
  readonly queues: Readonly<Record<string, QueueProps>>;
}

export interface ExchangeProps {
  /** On the broker, as `tenant-acme.events`. */
  readonly name: string;
  readonly type: 'topic' | 'direct' | 'fanout';
}

export interface QueueProps {
  /** On the broker, as `tenant-acme.orders`. */
  readonly name: string;
  readonly type: 'quorum' | 'classic' | 'stream';
  /** Routing keys by exchange of the blueprint. */
  readonly bindings: Readonly<Record<string, readonly string[]>>;
}

export interface BucketProps {
  /** In the object store, as `tenant-acme-products`. */
  readonly name: string;
  /** What it may hold at most. */
  readonly storage: string;
  /** What names of objects begin with, by their users' agreement. */
  readonly prefixes: readonly string[];
  readonly usedBy: readonly string[];
}

/** Where a Secret's values come from: the secret store, under the tenant's own prefix, or a generator in the cluster. */
export type SecretProps =
  | {
      readonly kind: 'stored';
      readonly from: string;
      readonly keys: readonly string[];
      /** How old it may become; absent: as the store says. */
      readonly rotate?: string;
    }
  | { readonly kind: 'generated'; readonly key: string; readonly length: number };

export interface LinkProps {
  readonly name: string;
  readonly title: string;
  readonly url: string;
}

export interface RouteProps {
  /** Path prefix, as `/api`. */
  readonly path: string;
  readonly service: string;
  readonly port: number;
}

/** A construct of the platform's own. */
export interface ExtraProps {
  /** As its file and the blueprint name it. */
  readonly name: string;
  readonly needs: ExtraNeeds;
  /** Adds its objects: code that is not ours. */
  readonly build: (chart: Chart, tenant: TenantProps) => unknown;
}

/** What a construct asks for at its largest. */
export interface ExtraNeeds {
  /** Pods at most; while they are replaced there is one more of each. */
  readonly pods?: readonly { readonly count: number; readonly resources: ResourceNeeds }[];
  /** The size of each volume. */
  readonly volumes?: readonly string[];
  /** How many Services. */
  readonly services?: number;
}

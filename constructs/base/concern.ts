// What a concern is: one subject of a tenant's manifests, and all that the rest of the program asks about it. `constructs/index.ts`
// lists the concerns. What several concerns contribute to (network walls, quota, secrets, alerts, dashboard) asks each of them here.

import type { k8s } from 'cdk8s-plus-29';
import type { z } from 'zod';
import type { BlueprintRule, GivenVariable } from './blueprint-rule.js';
import type { ClusterProps, Peer, SharedService } from './cluster.js';
import type { ConstructModules } from './construct-modules.js';
import type { ProductPanel, TenantPanel } from './dashboard.js';
import type { Fields } from './fields.js';
import type { Finding } from './finding.js';
import type { KindTable } from './kind.js';
import type { Allowances } from './network-rules.js';
import type { Alert, ScrapeEndpoint, SharedMetrics } from './prometheus.js';
import type { PublishedFields, PublishedRule } from './published.js';
import type { NanoUnits } from './quantity.js';
import type { Rule } from './rule.js';
import type { BlueprintSpec, ClusterSource, SourcePath, TenantSpec, TierSource } from './sources.js';
import type { TenantProps } from './tenant.js';
import type { TenantPlan, TracedPlan } from './tenant-plan.js';
import type { Limits, TenantRule } from './tenant-rule.js';
import type { KubeObject, Manifest } from './tenant-view.js';
import type { Sourced, Traced } from './traced.js';
import type { ContainerProps, ResourceNeeds, SecretEnv } from './workload.js';

declare module './tenant-view.js' {
  interface TenantView {
    readonly concerns: readonly Concern[];
  }
}

export interface Concern {
  /** Also the name of its file of manifests, and of its chart in `constructs/charts.ts`. */
  readonly name: string;
  readonly kinds: KindTable;
  /** Its fields of what people write. */
  readonly schema?: {
    readonly blueprint?: z.ZodRawShape;
    readonly tier?: z.ZodRawShape;
    readonly cluster?: z.ZodRawShape;
    readonly tenant?: z.ZodRawShape;
    readonly overrides?: z.ZodRawShape;
  };
  /** Paths of a tier that tenants may override, as `services.*.replicas`. */
  readonly overridable?: readonly string[];
  /** What must hold of a blueprint by itself. */
  readonly blueprintRules?: readonly BlueprintRule[];
  /** Names that a blueprint must not give to something of its own, since the concern or its operator takes them. */
  readonly takenNames?: (blueprint: BlueprintSpec) => TakenNames;
  /** Values that a blueprint's environment may refer to, as `messaging.host`: those that it has, and what each stands for. */
  readonly references?: {
    readonly known: (blueprint: BlueprintSpec) => readonly string[];
    /** `path`: the steps of the reference; undefined for one that is not this concern's. */
    readonly resolve: (input: ReferenceInput, path: readonly string[]) => Sourced<string> | undefined;
  };
  /** Environment variables that a service or job gets from the concern. */
  readonly variables?: (blueprint: BlueprintSpec, workload: string) => readonly GivenVariable[];
  /** What a cluster's profile lacks for a blueprint's tier. */
  readonly lacks?: (blueprint: BlueprintSpec, tier: string, cluster: ClusterSource) => readonly Lack[];
  /** Images that a cluster's profile names; each must be fixed. */
  readonly clusterImages?: (cluster: ClusterSource) => readonly { readonly field: string; readonly image: string }[];
  /** Where a cluster keeps tenants' data: no two regions may share one. */
  readonly stores?: (cluster: ClusterSource) => readonly DataStore[];
  /** What a tenant's file says of the concern's part of its blueprint. */
  readonly tenantRules?: readonly TenantRule[];
  /** What a tenant's file may say within its tier and platform. */
  readonly limits?: (limits: Limits) => Finding[];
  /** Names of programs of a blueprint that run for a tenant. */
  readonly workloads?: (blueprint: BlueprintSpec, tenant: TenantSpec) => readonly string[];
  /** Its part of a tenant's plan. */
  readonly plan?: (input: PlanInput) => Partial<TracedPlan>;
  /** Fields of a tenant that no line sets: code of the platform's own, what is worked out over the whole product. */
  readonly untraced?: (given: UntracedInput, all: readonly Concern[]) => Partial<TenantProps>;
  /** Variables of a workload that take their values from Secrets. */
  readonly secretVariables?: (input: PlanInput, workload: string) => readonly Traced<SecretEnv>[];
  /** What must hold of the rendered objects. */
  readonly rules?: readonly Rule[];
  /** What must be one tenant's alone on the whole platform, as `vhost:eu-west/tenant-acme`. */
  readonly claims?: (tenant: TenantProps) => readonly string[];
  /** What it asks for at the tenant's largest; the quota has room for it. */
  readonly demand?: (tenant: Omit<TenantProps, 'cluster'>) => Demand;
  readonly accounts?: readonly AccountsPart[];
  readonly network?: NetworkPart;
  /** Secrets that the concern secrets makes for it, by name. */
  readonly secrets?: (tenant: TenantProps) => readonly SecretRequest[];
  readonly monitors?: (tenant: TenantProps) => readonly Monitor[];
  readonly alerts?: readonly Alert[];
  readonly panels?: readonly TenantPanel[];
  readonly productPanels?: readonly ProductPanel[];
  readonly sharedMetrics?: SharedMetrics;
  /** What a month of it costs beyond its fee. */
  readonly usage?: (tenant: TenantProps) => Partial<Usage>;
  /** As `a database of 80Gi with backups`, for people who review a plan. */
  readonly describe?: (tenant: TenantProps) => string | undefined;
  readonly published?: PublishedPart;
}

/** Whether a name is taken, by where a blueprint would give it. */
export interface TakenNames {
  /** Of a service or job. */
  readonly workload?: (name: string) => boolean;
  /** By section of the blueprint, as `secrets` or `database.names`. */
  readonly sections?: Readonly<Record<string, (name: string) => boolean>>;
}

export interface ReferenceInput {
  /** Of the tenant: its identity and cluster, each value with its origin. */
  readonly namespace: Sourced<string>;
  readonly cluster: Traced<ClusterProps>;
  readonly blueprint: Sourced<BlueprintSpec>;
  readonly tenant: Sourced<TenantSpec>;
}

export interface Lack {
  readonly code: 'load/unknown-shared-service' | 'load/profile-incomplete';
  /** As `a message broker`. */
  readonly what: string;
  /** Of the cluster's profile. */
  readonly field: string;
  /** The blueprint's line that asks for it, below `spec`. */
  readonly asked: SourcePath;
}

export interface DataStore {
  /** Alike where two are one place; undefined for a place inside the cluster. */
  readonly key: string | undefined;
  /** What is kept, and where. */
  readonly what: string;
  /** Below the cluster's profile. */
  readonly path: SourcePath;
}

export interface PlanInput {
  /** The tenant's id. */
  readonly id: string;
  readonly namespace: Sourced<string>;
  readonly blueprint: Sourced<BlueprintSpec>;
  readonly tier: Sourced<TierSource>;
  readonly tenant: Sourced<TenantSpec>;
  /** Undefined where nobody asks what services are told of it: for the largest that a product can be. */
  readonly cluster?: Traced<ClusterProps>;
  /** Looks up a reference such as `database.host`; reading has made sure that it exists. */
  readonly resolve: (reference: string) => Sourced<string>;
  /** Names of the services and jobs that this tenant runs. */
  readonly running: readonly string[];
  /** Variables of a workload that take their values from Secrets, from every concern. */
  readonly secretVariables: (workload: string) => readonly Traced<SecretEnv>[];
}

export interface UntracedInput {
  readonly blueprint: BlueprintSpec;
  readonly tier: string;
  /** The platform's own constructs. */
  readonly modules: ConstructModules;
  /** Each tier of the product with every override at its ceiling. */
  readonly largestTenants: () => readonly TenantProps[];
}

export interface Demand {
  readonly pods?: readonly PodDemand[];
  /** The size of each volume. */
  readonly volumes?: readonly string[];
  /** How many Services. */
  readonly services?: number;
}

export interface PodDemand {
  readonly pods: number;
  /** Of one pod: its containers. */
  readonly containers: readonly ResourceNeeds[];
}

export interface AccountsPart {
  /** ServiceAccounts that it wants made: without rights and without a token. */
  readonly wanted?: (tenant: TenantProps) => readonly Account[];
  /** ServiceAccounts of operators and of its own that no workload may run as. */
  readonly reserved?: (tenant: TenantProps) => readonly string[];
  /** The role of a cloud that a ServiceAccount may have, by its name; undefined where it is not one of the concern's. */
  readonly cloudRole?: (tenant: TenantProps, account: string) => string | undefined;
  /** The account that an operator makes of an object; undefined where it makes none. */
  readonly made?: (object: KubeObject, tenant: TenantProps) => MadeAccount | undefined;
  /** Roles that none of the tenant's people may have. */
  readonly ownRoles?: (tenant: TenantProps) => readonly string[];
  /** Whether an object is there to sign in at the API server, and says nothing else than it has to. */
  readonly signsIn?: (manifest: Manifest, plan: TenantPlan) => boolean;
}

export interface Account {
  readonly name: string;
  readonly component?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface MadeAccount {
  readonly annotations: Fields;
  /** The one that the profile says. */
  readonly cloudRole?: string;
}

export interface NetworkPart {
  /** Policies of pods that are the concern's own. */
  readonly policies?: (tenant: TenantProps) => readonly PodPolicy[];
  /** Policies of its services or jobs; what other concerns and the internet add to each is added to them. */
  readonly workloads?: (tenant: TenantProps) => readonly WorkloadPolicy[];
  /** Places outside the namespace that the tenant's workloads may reach, each one policy. */
  readonly places?: (tenant: TenantProps) => readonly NetworkPlace[];
  /** What one service or job, whosever it is, may exchange because of this concern. */
  readonly exchanges?: (tenant: TenantProps, workload: string) => Partial<Allowances>;
  /** Peers outside the namespace that a cluster's profile names: groups of pods, services, address ranges. */
  readonly peers?: (cluster: ClusterProps) => ProfilePeers;
}

export interface PodPolicy extends Allowances {
  readonly name: string;
  readonly pods: Readonly<Record<string, string>>;
}

export interface WorkloadPolicy extends PodPolicy {
  readonly workload: string;
  /** What it may reach: shared services of the cluster by name, and the internet. */
  readonly container: Pick<ContainerProps, 'egress' | 'internet'>;
}

export interface NetworkPlace {
  /** Of its policy. */
  readonly name: string;
  /** Services and jobs that may reach it. */
  readonly users: readonly string[];
  readonly egress: k8s.NetworkPolicyEgressRule;
}

export interface ProfilePeers {
  readonly pods?: readonly Peer[];
  readonly services?: readonly SharedService[];
  readonly ranges?: readonly string[];
}

/** What Prometheus scrapes: pods, or those behind Services. */
export interface Monitor {
  readonly of: 'pods' | 'services';
  readonly name: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly endpoint: ScrapeEndpoint;
}

/** In billionths: of cores, of bytes and of hosts. */
export interface Usage {
  readonly cpu: NanoUnits;
  readonly memory: NanoUnits;
  readonly storage: NanoUnits;
  readonly sites: NanoUnits;
}

/** What a tenant's index entry keeps of the concern, so that a later run knows what must not shrink, move or change. */
export interface PublishedPart {
  readonly fields: (tenant: TenantProps) => Partial<PublishedFields>;
  /** Of the fields, as they are read back. */
  readonly schema: z.ZodRawShape;
  /** The same from the published objects of its file, where the entry is lost. */
  readonly recover?: (objects: readonly KubeObject[]) => Partial<PublishedFields>;
  readonly rules?: readonly PublishedRule[];
}

export type SecretRequest = StoredRequest | GeneratedRequest;

export interface StoredRequest extends Requested {
  readonly kind: 'stored';
  /** Entry of the tenant's prefix. */
  readonly from: string;
  readonly keys: readonly string[];
  /** How old it may become, where not as the store says. */
  readonly rotate?: string;
  /** Whether it is read when it is made and never again. @default false */
  readonly once?: boolean;
}

/** Made once, and never another. */
export interface GeneratedRequest extends Requested {
  readonly kind: 'generated';
  readonly key: string;
  readonly length: number;
}

interface Requested {
  /** Of the Secret. */
  readonly name: string;
  /** What it holds, where that is more than the keys as they are. */
  readonly template?: SecretTemplate;
}

export interface SecretTemplate {
  readonly engineVersion: 'v2';
  readonly mergePolicy: 'Replace';
  readonly type: 'kubernetes.io/basic-auth' | 'Opaque';
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  /** Go templates over the keys. */
  readonly data: Readonly<Record<string, string>>;
}

// The vocabulary of the constructs: everything about one tenant that a concern may need, fully resolved.
// It comes from generator/plan (a TenantPlan is a TenantProps with origins) and goes into every construct beside this file.

import type { Chart } from 'cdk8s';
import type { DatabaseProps } from '../database/props.js';
import type { MessagingProps } from '../messaging/chart.js';
import type { ClusterProps } from './cluster.js';
import type { JobProps, ResourceNeeds, ServiceProps, VolumeProps } from './workload.js';

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

export function tenantUrl({ tls }: Pick<ClusterProps['routing'], 'tls'>, host: string): string {
  return `${tls ? 'https' : 'http'}://${host}`;
}

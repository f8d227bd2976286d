// The vocabulary of the constructs: everything about one tenant that a concern may need, fully resolved.
// A TenantPlan is a TenantProps with origins. Each concern adds its own fields beside its props (declaration merging).

import type { ClusterProps } from './cluster.js';

/** One tenant, resolved: no defaults are left to a construct. Records are sorted by key wherever they are rendered. */
export interface TenantProps extends TenantCore {
  readonly cluster: ClusterProps;
  readonly entitlements: Readonly<Record<string, string | number | boolean>>;
}

/** Who a tenant is: all of it that has nothing to do with what runs. */
export interface TenantCore {
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
}

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

/** The address of one of a tenant's hosts, as its cluster serves it. */
export function tenantUrl({ tls }: { readonly tls: boolean }, host: string): string {
  return `${tls ? 'https' : 'http'}://${host}`;
}

// The data that the page shows, as one interface.

import type { AuditEvent, EventQuery } from '../history/history.js';
import type { TenantStatus } from '../status/tenant-status.js';

export interface PageData {
  /** All of them, sorted by tenant; statuses are never changed in place. */
  statuses(): readonly TenantStatus[];
  tryFindStatus(tenant: string): TenantStatus | undefined;
  /** One tenant's events, the newest first. */
  history(tenant: string, query: Pick<EventQuery, 'before' | 'limit'>): Promise<readonly AuditEvent[]>;
  /** Everybody's events, the newest first. */
  activity(query: EventQuery): Promise<readonly AuditEvent[]>;
  /** Tells which tenants have changed, come or gone; gives what ends it. */
  subscribe(listener: (tenants: readonly string[]) => void): () => void;
  /** What is wrong with the service itself now, not with tenants. */
  problems(): readonly Problem[];
  readonly places: Places;
  /** What a new tenant can be; absent where the platform's files are not at hand. */
  readonly catalog?: Catalog;
}

export interface Problem {
  /** Stable, for programs, as `store-unreachable`. */
  readonly code: string;
  /** `failed`: nothing of what the page shows can be relied on; `degraded`: some of it. */
  readonly severity: 'degraded' | 'failed';
  /** One sentence, without names of tenants. */
  readonly message: string;
}

export interface ArgoCdPlace {
  readonly url: string;
  readonly namespace: string;
}

/** Addresses without a slash at the end. */
export interface Places {
  /** The pages of Argo CD, and the namespace that its Applications are in. */
  readonly argocd?: ArgoCdPlace;
  /** Of one of several, by its name. */
  readonly argocds: Readonly<Record<string, ArgoCdPlace>>;
  /** Grafana's address by cluster. */
  readonly grafana: Readonly<Record<string, string>>;
  /** The repository with the tenants' files. */
  readonly source?: { readonly url: string; readonly branch: string };
  /** The pages of the GitOps repository. */
  readonly gitops?: string;
}

export interface Catalog {
  /** Tiers by product. */
  readonly products: Readonly<Record<string, readonly string[]>>;
  /** Where a tenant of each region is served, with `<id>` in the place of its id. */
  readonly regions: Readonly<Record<string, string>>;
}

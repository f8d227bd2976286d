// Metadata of every object of a tenant: explicit name and namespace, the labels that make it findable, its wave.

import type { ApiObjectMetadata } from 'cdk8s';
import type { TenantProps } from './tenant.js';

/** What a service, a job or a database is called. */
export const componentLabel = 'app.kubernetes.io/name';

export type Identity = Pick<TenantProps, 'id' | 'namespace' | 'product' | 'tier'>;

export interface MetaOptions {
  readonly wave: number;
  /** The service, job or database that the object belongs to. */
  readonly component?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether the object is pruned without a wait for all others to be Healthy. @default false */
  readonly prunedAtOnce?: boolean;
}

/** Metadata of a namespaced object. */
export function objectMeta(tenant: Identity, name: string, options: MetaOptions): ApiObjectMetadata {
  return {
    name,
    namespace: tenant.namespace,
    labels: { ...ownedLabels(tenant, options.component), ...options.labels },
    annotations: {
      'argocd.argoproj.io/sync-wave': String(options.wave),
      ...(options.prunedAtOnce === true ? {} : pruneLast),
      ...options.annotations,
    },
  };
}

/**
 * Otherwise Argo CD prunes before what takes the object's place is there: a service that gets a new name would be gone while the
 * migration runs. It waits until every other object is Healthy, so not for what a suspension or a new domain takes away: a
 * hibernated database is Suspended, a domain without DNS Progressing, and the sync would not end (gitops-engine,
 * pkg/sync/sync_context.go; tried on Argo CD 3.2.11).
 */
const pruneLast = { 'argocd.argoproj.io/sync-options': 'PruneLast=true' } as const;

/** Labels of the pods of one service or job; the first two select them and never change. */
export function podLabels(tenant: Identity, component: string): Record<string, string> {
  return { ...selectorLabels(tenant, component), tier: tenant.tier, 'app.kubernetes.io/part-of': tenant.product };
}

/** What a Service, a Deployment or a NetworkPolicy selects the pods of one service or job by. */
export function selectorLabels(tenant: Identity, component: string): Record<string, string> {
  return { tenant: tenant.id, [componentLabel]: component };
}

/** Asks for a person's confirmation in Argo CD before the object is pruned or deleted. */
export const confirmDeletion = { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' } as const;

/**
 * The same for one of several database servers: what takes its place must be there and in use before anybody is asked, since nothing
 * else of the tenant is applied while Argo CD waits for the answer.
 */
export const confirmDeletionLast = {
  'argocd.argoproj.io/sync-options': 'PruneLast=true,Prune=confirm,Delete=confirm',
} as const;

function ownedLabels(tenant: Identity, component: string | undefined): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'tenantry',
    tenant: tenant.id,
    ...(component === undefined ? {} : { [componentLabel]: component }),
  };
}

export const names = {
  marker: 'tenantry-marker',
  /** The quota of one size of a tenant, and the ConfigMap that goes with it. */
  size: (digest: string) => `size-${digest}`,
} as const;

// Metadata of every object of a tenant: explicit name and namespace, the labels that make it findable, its wave.
import type { ApiObjectMetadata } from 'cdk8s';
import type { TenantProps } from './tenant.js';

export type Identity = Pick<TenantProps, 'id' | 'namespace' | 'product' | 'tier'>;

export interface MetaOptions {
  readonly wave: number;
  /** The service, job or database that the object belongs to. */
  readonly component?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Metadata of a namespaced object. */
export function objectMeta(tenant: Identity, name: string, options: MetaOptions): ApiObjectMetadata {
  return {
    name,
    namespace: tenant.namespace,
    labels: { ...ownedLabels(tenant, options.component), ...options.labels },
    annotations: { 'argocd.argoproj.io/sync-wave': String(options.wave), ...options.annotations },
  };
}

/** Labels of the pods of one service or job; the first two select them and never change. */
export function podLabels(tenant: Identity, component: string): Record<string, string> {
  return { ...selectorLabels(tenant, component), tier: tenant.tier, 'app.kubernetes.io/part-of': tenant.product };
}

/** What a Service, a Deployment or a NetworkPolicy selects the pods of one service or job by. */
export function selectorLabels(tenant: Identity, component: string): Record<string, string> {
  return { tenant: tenant.id, 'app.kubernetes.io/name': component };
}

/** Asks for a person's confirmation in Argo CD before the object is pruned or deleted. */
export const confirmDeletion = { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' } as const;

function ownedLabels(tenant: Identity, component: string | undefined): Record<string, string> {
  return {
    'app.kubernetes.io/managed-by': 'tenantry',
    tenant: tenant.id,
    ...(component === undefined ? {} : { 'app.kubernetes.io/name': component }),
  };
}

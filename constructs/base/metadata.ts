// Metadata of every object of a tenant: explicit name and namespace, the labels that make it findable, its wave.

import { createHash } from 'node:crypto';
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
  objectStore: 'backups',
  /** The Secret with the backup store's access keys, where the profile asks for stored ones. */
  backupCredentials: 'backup-store',
  /** The Vhost, the User and the Permission, and the Secret with the user's credentials. */
  messaging: 'messaging',
  /** The ServiceAccount and the label of MariaDB's backup jobs; CloudNativePG's backups run in the server's own pods. */
  backupJob: 'mariadb-backup',
  /** The Deployment of a MariaDB's exporter, which the operator makes (api/v1alpha1/mariadb_keys.go). */
  exporter: (server: string) => `${server}-metrics`,
  /** The ServiceAccount and the label of the job that puts a MariaDB to sleep, and the Role that lets it. */
  hibernation: (server: string) => `${server}-hibernation`,
  secretStore: 'tenant',
  /** The ServiceAccount that the tenant's SecretStore authenticates as. */
  secretReader: 'secrets',
  /** The ServiceAccount of all services: none has rights or a token, so that one says no less than one for each. */
  services: 'services',
  marker: 'tenantry-marker',
  /** The quota of one size of a tenant, and the ConfigMap that goes with it. */
  size: (digest: string) => `size-${digest}`,
  route: 'tenant',
  /** The listeners and the route of a tenant's own domains. */
  customDomains: 'custom-domains',
} as const;

/** Label of the pods that fill a new MariaDB from a backup; its value is the server's name. */
export const restoreLabel = 'tenantry.dev/restores';

/** Label of the last backup of a MariaDB before it goes to sleep; its value is the server's name. */
export const lastBackupLabel = 'tenantry.dev/last-backup-of';

/** Keys of the Secret with the backup store's access keys, in the secret store too. */
export const backupCredentialKeys = { accessKeyId: 'access-key-id', secretAccessKey: 'secret-access-key' } as const;

/** The ObjectBucketClaim of a bucket, and the Secret and ConfigMap that its provisioner makes beside it. */
export function bucketClaimName(bucket: string): string {
  return `bucket-${bucket}`;
}

/**
 * The certificate of a custom domain, and the Secret that holds it. Dots stay, or `a-b.example` and `a.b.example` would share
 * one; a host too long for the 253 characters of a name is known by its digest.
 */
export function certificateName(host: string): string {
  const prefix = 'tls-';
  if (prefix.length + host.length <= 253) return prefix + host;
  return prefix + createHash('sha256').update(host).digest('hex');
}

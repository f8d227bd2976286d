// Names inside a tenant's namespace that more than one concern must agree on.
import { createHash } from 'node:crypto';

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

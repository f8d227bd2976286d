// Names inside a tenant's namespace that more than one concern must agree on.

export const names = {
  /** The CNPG Cluster; its Services are `postgres-rw`, `-ro` and `-r`, its first database's Secret is `postgres-app`. */
  databaseCluster: 'postgres',
  objectStore: 'backups',
  /** The Secret with the backup store's access keys, where the profile asks for stored ones. */
  backupCredentials: 'backup-store',
  secretStore: 'tenant',
  /** The ServiceAccount that the tenant's SecretStore authenticates as. */
  secretReader: 'secrets',
  marker: 'tenantry-marker',
  route: 'tenant',
} as const;

/** The certificate of a custom domain, and the Secret that holds it. */
export function certificateName(host: string): string {
  return `tls-${host.replaceAll('.', '-')}`;
}

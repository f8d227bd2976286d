// Whether a tenant's database is backed up, and where to: what the constructs of all engines begin with.
import type { BackupStoreProps } from './cluster.js';
import type { BackupProps, TenantProps } from './tenant.js';

export interface Backups {
  /** The tenant's id: everything of the tenant in the store is below it. */
  readonly id: string;
  readonly store: BackupStoreProps;
  readonly backup: BackupProps;
}

/** Undefined where the tier has no backups, or the cluster no store for them. */
export function tryBackups({
  id,
  database,
  cluster: { backupStore: store },
}: Pick<TenantProps, 'id' | 'database'> & {
  readonly cluster: Pick<TenantProps['cluster'], 'backupStore'>;
}): Backups | undefined {
  const backup = database?.backup;
  return backup === undefined || store === undefined ? undefined : { id, store, backup };
}

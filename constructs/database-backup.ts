// Whether a tenant's database is backed up, and where to: what the constructs of all engines begin with.
import type { BackupStoreProps } from './cluster.js';
import type { BackupSchedule } from './database-props.js';
import type { TenantProps } from './tenant.js';

export interface Backups {
  /** The tenant's id: everything of the tenant in the store is below it. */
  readonly id: string;
  readonly store: BackupStoreProps;
  /** The one that is due most often first; never empty. */
  readonly schedules: readonly BackupSchedule[];
}

/** Undefined where the tier has no backups, or the cluster no store for them. */
export function tryBackups({
  id,
  database,
  cluster: { backupStore: store },
}: Pick<TenantProps, 'id' | 'database'> & {
  readonly cluster: Pick<TenantProps['cluster'], 'backupStore'>;
}): Backups | undefined {
  const schedules = database?.backup;
  return schedules === undefined || store === undefined ? undefined : { id, store, schedules };
}

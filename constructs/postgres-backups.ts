// Where and when a tenant's database is backed up, by the Barman Cloud plugin. From the tier (when, for how long) and the
// cluster's profile (where); part of the concern database.
import { keptLonger, longestKept, mostFrequent } from './backup-schedule.js';
import type { BackupStoreProps } from './cluster.js';
import type { Backups } from './database-backup.js';
import { databaseEngines } from './database-engines.js';
import { backupCredentialKeys, names } from './names.js';
import type { ObjectStoreSpec, S3Credentials } from './resources/barman-cloud.js';
import type { ClusterSpec, ScheduledBackupSpec } from './resources/cnpg.js';
import { backupSidecar } from './sidecar.js';
import type { BackupSchedule } from './tenant.js';

export function objectStoreSpec(backups: Backups): ObjectStoreSpec {
  const { id, store } = backups;
  return {
    configuration: {
      destinationPath: `s3://${store.bucket}/${id}/`,
      ...(store.endpoint === undefined ? {} : { endpointURL: store.endpoint }),
      s3Credentials: s3Credentials(store),
      wal: { compression: 'gzip' },
      data: { compression: 'gzip' },
    },
    retentionPolicy: recoveryWindow(backups),
    instanceSidecarConfiguration: { resources: backupSidecar },
  };
}

/**
 * The plugin knows one recovery window for all backups of a server (plugin-barman-cloud, internal/cnpgi/instance/retention.go). A store
 * that keeps single backups for longer leaves it at that of the most frequent; without one everything is kept for as long as any.
 */
function recoveryWindow({ store, schedules }: Backups): string {
  return (store.archives ? mostFrequent(schedules) : longestKept(schedules)).keep;
}

/** Tells the store's own job which backups it is to keep beyond the window, as `weekly=12w monthly=12m`. */
export function archiveAnnotation({ store, schedules }: Backups): Record<string, string> {
  const longer = keptLonger(schedules).map(({ name, keep }) => `${name}=${keep}`);
  return store.archives && longer.length > 0 ? { 'tenantry.dev/archive': longer.join(' ') } : {};
}

/** The first at once, since an archived log is worth nothing before a backup that it continues. */
export function scheduledBackupSpec(
  { schedules }: Backups,
  schedule: BackupSchedule,
  { suspend }: { readonly suspend: boolean },
): ScheduledBackupSpec {
  return {
    cluster: { name: databaseEngines.postgres.server },
    schedule: schedule.schedule,
    method: 'plugin',
    pluginConfiguration: { name: plugin },
    backupOwnerReference: 'self',
    immediate: schedule === mostFrequent(schedules),
    suspend,
  };
}

/** What the Cluster itself must say of its backups: who archives its log, and as whom. */
export function backedUp({
  id,
  store: { credentials },
}: Backups): Pick<ClusterSpec, 'plugins' | 'serviceAccountTemplate'> {
  const parameters = { barmanObjectName: names.objectStore, serverName: databaseEngines.postgres.server };
  return {
    plugins: [{ name: plugin, enabled: true, isWALArchiver: true, parameters }],
    ...(credentials.kind === 'stored'
      ? {}
      : { serviceAccountTemplate: boundTo(credentials.roleArn.replaceAll('{tenant}', id)) }),
  };
}

const plugin = 'barman-cloud.cloudnative-pg.io';

function boundTo(roleArn: string) {
  return { metadata: { annotations: { 'eks.amazonaws.com/role-arn': roleArn } } };
}

function s3Credentials({ credentials }: BackupStoreProps): S3Credentials {
  if (credentials.kind === 'role') return { inheritFromIAMRole: true };
  const keyOf = (key: string) => ({ name: names.backupCredentials, key });
  return {
    accessKeyId: keyOf(backupCredentialKeys.accessKeyId),
    secretAccessKey: keyOf(backupCredentialKeys.secretAccessKey),
  };
}

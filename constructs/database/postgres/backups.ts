// Where and when a tenant's database is backed up, by the Barman Cloud plugin. From the tier (when, for how long) and the
// cluster's profile (where); part of the concern database.

import { backupSidecar, keptLonger, longestKept, mostFrequent } from '../backup-schedule.js';
import type { BackupSchedule, BackupStoreProps, Backups, DatabaseProps } from '../schema.js';
import { backupCredentialKeys, backupCredentialsName, objectStoreName, serverName } from '../server.js';
import type {
  BackupSpec,
  ClusterPlugin,
  ClusterSpec,
  ObjectStoreSpec,
  S3Credentials,
  ScheduledBackupSpec,
} from './resources.js';

export function objectStoreSpec(backups: Backups): ObjectStoreSpec {
  const { id, store } = backups;
  return {
    configuration: {
      destinationPath: `s3://${store.bucket}/${id}/`,
      endpointURL: store.endpoint,
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
  { server, suspend }: { readonly server: string; readonly suspend: boolean },
): ScheduledBackupSpec {
  return {
    ...backupSpec(server),
    schedule: schedule.schedule,
    backupOwnerReference: 'self',
    immediate: schedule === mostFrequent(schedules),
    suspend,
  };
}

/** Once, by the plugin: CloudNativePG's default is a method that it has given up. */
export function backupSpec(server: string): BackupSpec {
  return { cluster: { name: server }, method: 'plugin', pluginConfiguration: { name: plugin } };
}

/**
 * What the Cluster itself must say of its backups: who archives its log, and as whom. Each generation has a folder of its own: the
 * plugin refuses to archive beside the log of another server.
 */
export function backedUp(
  { id, store: { credentials } }: Backups,
  database: DatabaseProps,
): Pick<ClusterSpec, 'plugins' | 'serviceAccountTemplate'> {
  return {
    plugins: [{ ...archiveOf(database), isWALArchiver: true }],
    ...(credentials.kind === 'stored'
      ? {}
      : { serviceAccountTemplate: boundTo(credentials.roleArn.replaceAll('{tenant}', id)) }),
  };
}

/** The server whose backups a new one begins with, as the new one calls it. */
export const origin = 'origin';

/** Where a restored server finds the backups that it begins with. */
export function recoveredFrom({ engine, restore }: DatabaseProps): Pick<ClusterSpec, 'externalClusters'> {
  if (restore === undefined) return {};
  return { externalClusters: [{ name: origin, plugin: archiveOf({ engine, generation: restore.from }) }] };
}

function archiveOf(server: Pick<DatabaseProps, 'engine' | 'generation'>): ClusterPlugin {
  const parameters = { barmanObjectName: objectStoreName, serverName: serverName(server) };
  return { name: plugin, enabled: true, isWALArchiver: false, parameters };
}

const plugin = 'barman-cloud.cloudnative-pg.io';

function boundTo(roleArn: string) {
  return { metadata: { annotations: { 'eks.amazonaws.com/role-arn': roleArn } } };
}

function s3Credentials({ credentials }: BackupStoreProps): S3Credentials {
  if (credentials.kind === 'role') return { inheritFromIAMRole: true };
  const keyOf = (key: string) => ({ name: backupCredentialsName, key });
  return {
    accessKeyId: keyOf(backupCredentialKeys.accessKeyId),
    secretAccessKey: keyOf(backupCredentialKeys.secretAccessKey),
  };
}

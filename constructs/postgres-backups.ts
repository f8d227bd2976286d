// Where and when a tenant's database is backed up, by the Barman Cloud plugin. From the tier (when, for how long) and the
// cluster's profile (where); part of the concern database.
import type { BackupStoreProps } from './cluster.js';
import type { Backups } from './database-backup.js';
import { databaseEngines } from './database-engines.js';
import { backupCredentialKeys, names } from './names.js';
import type { ObjectStoreSpec, S3Credentials } from './resources/barman-cloud.js';
import type { ClusterSpec, ScheduledBackupSpec } from './resources/cnpg.js';
import { backupSidecar } from './sidecar.js';

export function objectStoreSpec({ id, store, backup }: Backups): ObjectStoreSpec {
  return {
    configuration: {
      destinationPath: `s3://${store.bucket}/${id}/`,
      ...(store.endpoint === undefined ? {} : { endpointURL: store.endpoint }),
      s3Credentials: s3Credentials(store),
      wal: { compression: 'gzip' },
      data: { compression: 'gzip' },
    },
    retentionPolicy: backup.keep,
    instanceSidecarConfiguration: { resources: backupSidecar },
  };
}

/** `immediate`, since an archived log is worth nothing before the first backup that it continues. */
export function scheduledBackupSpec(
  { backup }: Backups,
  { suspend }: { readonly suspend: boolean },
): ScheduledBackupSpec {
  return {
    cluster: { name: databaseEngines.postgres.server },
    schedule: backup.schedule,
    method: 'plugin',
    pluginConfiguration: { name: plugin },
    backupOwnerReference: 'self',
    immediate: true,
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

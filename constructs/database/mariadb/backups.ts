// Where and when a tenant's MariaDB is backed up, by mariadb-operator's own jobs. From the tier (when, for how long) and the
// cluster's profile (where); part of the concern database.

import { shortDigest } from '../../base/digest.js';
import { type Identity, selectorLabels } from '../../base/metadata.js';
import { restrictedContainer, restrictedPod } from '../../base/pod.js';
import { backupSidecar, hoursOf, mostFrequent } from '../backup-schedule.js';
import type { BackupSchedule, BackupStoreProps, Backups, DatabaseProps } from '../schema.js';
import { backupCredentialKeys, backupCredentialsName, serverName } from '../server.js';
import { mariadbNames, mariadbUser } from './names.js';
import type { PhysicalBackupSpec, S3 } from './resources.js';

/**
 * The operator's webhook refuses another schedule or store for a PhysicalBackup that is there (physicalbackup_types.go): the name
 * carries the digest of both, and a new one takes the old one's place. What is in the bucket stays.
 */
export function physicalBackupName(
  { storage, schedule }: PhysicalBackupSpec,
  { name }: Pick<BackupSchedule, 'name'>,
): string {
  return schedule === undefined
    ? `${mariadbNames.backupJob}-last-${shortDigest([storage])}`
    : `${mariadbNames.backupJob}-${name}-${shortDigest([storage, schedule.cron])}`;
}

interface Taken {
  readonly database: DatabaseProps;
  readonly suspend: boolean;
}

/** By a schedule; the first at once, so that no new tenant is without a backup until the night. */
export function physicalBackupSpec(
  tenant: Identity,
  backups: Backups,
  schedule: BackupSchedule,
  { database, suspend }: Taken,
): PhysicalBackupSpec {
  const immediate = schedule === mostFrequent(backups.schedules);
  return {
    ...backupSpec(tenant, backups, schedule, database),
    schedule: { cron: fiveFields(schedule.schedule), immediate, suspend },
  };
}

/**
 * Once, into the folder of a schedule, which cleans it up as its own. The operator looks for a server that is ready before it takes one
 * in either case; where it is told to wait for it, it would write over what it said of the backup as soon as the server sleeps.
 */
export function lastBackupSpec(
  tenant: Identity,
  backups: Backups,
  schedule: BackupSchedule,
  database: DatabaseProps,
): PhysicalBackupSpec {
  const spec = backupSpec(tenant, backups, schedule, database);
  return { ...spec, mariaDbRef: { ...spec.mariaDbRef, waitForIt: false } };
}

function backupSpec(
  tenant: Identity,
  { id, store }: Backups,
  schedule: BackupSchedule,
  database: DatabaseProps,
): PhysicalBackupSpec {
  return {
    mariaDbRef: { name: serverName(database) },
    target: 'PreferReplica',
    compression: 'gzip',
    maxRetention: durationOf(schedule.keep),
    serviceAccountName: mariadbNames.backupJob,
    podMetadata: { labels: selectorLabels(tenant, mariadbNames.backupJob) },
    resources: backupSidecar,
    podSecurityContext: restrictedPod(mariadbUser),
    securityContext: restrictedContainer,
    storage: { s3: backupStoreOf(backupFolder(id, database, schedule), store) },
  };
}

/**
 * Below the tenant's own path of the bucket: `<id>/mariadb/daily`. Each schedule has a folder of its own, or the one that keeps for
 * the shortest time would delete what the others keep: a backup's name tells its time and nothing else (pkg/backup/processor.go).
 */
export function backupFolder(
  id: string,
  server: Pick<DatabaseProps, 'engine' | 'generation'>,
  { name }: Pick<BackupSchedule, 'name'>,
): string {
  return `${id}/${serverName(server)}/${name}`;
}

/** The address as the operator wants it: without its scheme, which says whether TLS is spoken. */
export function endpointOf({ endpoint, region }: Pick<BackupStoreProps, 'endpoint' | 'region'>): {
  readonly endpoint: string;
  readonly tls: { readonly enabled: boolean };
} {
  const address = endpoint ?? `https://s3.${region ?? 'us-east-1'}.amazonaws.com`;
  return { endpoint: address.replace(/^https?:\/\//, ''), tls: { enabled: address.startsWith('https:') } };
}

/** The tenant's store, at one of its folders. */
export function backupStoreOf(prefix: string, store: BackupStoreProps): S3 {
  const keyOf = (key: string) => ({ name: backupCredentialsName, key });
  return {
    bucket: store.bucket,
    prefix,
    ...endpointOf(store),
    region: store.region,
    ...(store.credentials.kind === 'role'
      ? {}
      : {
          accessKeyIdSecretKeyRef: keyOf(backupCredentialKeys.accessKeyId),
          secretAccessKeySecretKeyRef: keyOf(backupCredentialKeys.secretAccessKey),
        }),
  };
}

/** The plan's cron has seconds, which the operator's parser does not know. */
function fiveFields(schedule: string): string {
  return schedule.split(' ').slice(1).join(' ');
}

/** `30d` as Go writes it, `720h0m0s`: the operator writes durations back in that form. */
function durationOf(keep: string): string {
  return `${hoursOf(keep)}h0m0s`;
}

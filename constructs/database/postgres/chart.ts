// The objects of a tenant's PostgreSQL by CloudNativePG: the Cluster, its further logical databases, its backups. Part of the
// concern database.
import type { Chart } from 'cdk8s';
import { objectMeta } from '../../base/metadata.js';
import type { TenantProps } from '../../base/tenant.js';
import { waves } from '../../base/waves.js';
import { databaseEngines } from '../engines.js';
import type { DatabaseProps, LogicalDatabase } from '../schema.js';
import { tryBackups } from '../schema.js';
import { type Guard, guardOf, objectStoreName, serverName, serversOf } from '../server.js';
import { archiveAnnotation, backupSpec, objectStoreSpec, scheduledBackupSpec } from './backups.js';
import { type ClusterOwner, clusterSpec } from './cluster.js';
import { Backup, Cluster, Database, ObjectStore, ScheduledBackup } from './resources.js';

export type PostgresProps = ClusterOwner & Pick<TenantProps, 'lifecycle'>;

const component = databaseEngines.postgres.server;

export function addPostgres(chart: Chart, props: PostgresProps, database: DatabaseProps): void {
  addBackups(chart, props, database);
  for (const server of serversOf(database)) {
    addCluster(chart, props, server, guardOf(database));
    for (const each of server.databases.slice(1)) addDatabase(chart, props, server, each);
  }
}

function addCluster(chart: Chart, props: PostgresProps, database: DatabaseProps, guard: Guard): void {
  const active = props.lifecycle === 'active';
  const server = serverName(database);
  new Cluster(chart, server, {
    metadata: objectMeta(props, server, {
      wave: active ? waves.database : waves.hibernation,
      component,
      annotations: { ...guard, ...(active ? {} : hibernated) },
    }),
    spec: clusterSpec(props, database),
  });
}

/** Data stays when the object goes: dropping a database is a person's work. */
function addDatabase(
  chart: Chart,
  props: PostgresProps,
  server: DatabaseProps,
  { name, secret }: LogicalDatabase,
): void {
  const cluster = { name: serverName(server) };
  new Database(chart, `database-${secret}`, {
    metadata: objectMeta(props, secret, { wave: waves.logicalDatabases, component }),
    spec: { cluster, name, owner: name, ensure: 'present', databaseReclaimPolicy: 'retain' },
  });
}

/**
 * Both can go without a person's confirmation, as when a tenant moves to a tier without backups: they hold no data, what is
 * in the bucket stays, and a prune that waits for a confirmation would hold up all later changes of the tenant. A server that is kept
 * beside a restored one goes on archiving its log, and is backed up no more.
 */
function addBackups(chart: Chart, props: PostgresProps, database: DatabaseProps): void {
  const backups = tryBackups({ ...props, database });
  if (backups === undefined) return;
  new ObjectStore(chart, 'object-store', {
    metadata: objectMeta(props, objectStoreName, {
      wave: waves.backupStore,
      annotations: archiveAnnotation(backups),
    }),
    spec: objectStoreSpec(backups),
  });
  const server = serverName(database);
  const suspend = props.lifecycle !== 'active';
  for (const schedule of backups.schedules)
    new ScheduledBackup(chart, `schedule-${schedule.name}`, {
      metadata: objectMeta(props, `${server}-${schedule.name}`, { wave: waves.logicalDatabases }),
      spec: scheduledBackupSpec(backups, schedule, { server, suspend }),
    });
  if (suspend && backups.store.lastBackup) addLastBackup(chart, props, server);
}

/**
 * The same name whenever the server's tenant is suspended: being active takes the object away, and with the next suspension it is
 * made anew. Only where Argo CD waits for it: a server that sleeps at once would let it fail.
 */
function addLastBackup(chart: Chart, props: PostgresProps, server: string): void {
  new Backup(chart, 'last-backup', {
    metadata: objectMeta(props, `${server}-last`, { wave: waves.lastBackup, component }),
    spec: backupSpec(server),
  });
}

/** Removes the pods and keeps the volumes; backups of a hibernated cluster would fail. */
const hibernated = { 'cnpg.io/hibernation': 'on' } as const;

// How the tenant's database is watched: CloudNativePG's exporter (cnpg_*) and its backup plugin (barman_*), MariaDB's exporter (mysql_*).

import type { Monitor } from '../base/concern.js';
import type { ProductPanel, TenantPanel } from '../base/dashboard.js';
import type { Alert } from '../base/prometheus.js';
import type { TenantProps } from '../base/tenant.js';
import { daysBetween } from './backup-schedule.js';
import { engineParts } from './engine-parts.js';
import type { EngineName } from './engines.js';
import { serverName, serverSelector } from './server.js';

/** mariadb-operator makes a ServiceMonitor of its own for its exporter. */
export function databaseMonitors({ database }: TenantProps): Monitor[] {
  if (database?.engine !== 'postgres') return [];
  const selector = serverSelector(database);
  return [{ of: 'pods', name: serverName(database), selector, endpoint: { port: 'metrics' } }];
}

const day = 86_400;
/** A suspended tenant's database hibernates: then neither its absence nor an old backup is news. */
const runsDatabase = ({ database, lifecycle }: TenantProps) => database !== undefined && lifecycle === 'active';
const runsReplicas = (tenant: TenantProps) => runsDatabase(tenant) && instancesOf(tenant) > 1;
const backsUp = ({ database, lifecycle }: TenantProps) => database?.backup !== undefined && lifecycle === 'active';
const archives = (tenant: TenantProps) => backsUp(tenant) && tenant.database?.engine === 'postgres';

export const databaseAlerts: readonly Alert[] = [
  {
    name: 'TenantDatabaseDown',
    order: 50,
    severity: 'critical',
    for: '5m',
    applies: runsDatabase,
    when: (of, tenant) => `absent(${of(engineParts[engineOfTenant(tenant)].isUp)} == 1)`,
    summary: 'The database has no ready instance',
    description: 'No instance of the database answers its exporter: look at its Cluster or MariaDB, and its pods.',
  },
  {
    name: 'TenantDatabaseInstanceMissing',
    order: 60,
    severity: 'warning',
    for: '15m',
    applies: runsReplicas,
    when: (of, tenant) => `count(${of('cnpg_collector_up')} == 1) < ${instancesOf(tenant)}`,
    summary: 'The database runs with fewer instances than planned',
    description: 'Only {{ $value }} instances are up: another failure may stop the database.',
  },
  {
    name: 'TenantDatabaseReplicationLag',
    order: 70,
    severity: 'warning',
    for: '5m',
    applies: runsReplicas,
    when: (of) => `max by (pod) (${of('cnpg_pg_replication_lag')}) > 300`,
    summary: 'Replica {{ $labels.pod }} lags behind',
    description: 'The replica is {{ $value | humanizeDuration }} behind: a failover now would have to catch up first.',
  },
  {
    name: 'TenantBackupTooOld',
    order: 100,
    severity: 'critical',
    for: '1h',
    applies: backsUp,
    when: (of, tenant) =>
      `time() - max(${of(...engineParts[engineOfTenant(tenant)].lastBackup)} or ${of('kube_namespace_created')}) > ${oldestBackup(tenant)}`,
    summary: 'The last backup is too old',
    description: 'No good backup for {{ $value | humanizeDuration }}: look at the Backups of the namespace.',
  },
  {
    name: 'TenantArchivingFailing',
    order: 110,
    severity: 'critical',
    for: '15m',
    applies: archives,
    when: (of) =>
      `max(${of('cnpg_pg_stat_archiver_last_failed_time')} - ${of('cnpg_pg_stat_archiver_last_archived_time')}) > 1`,
    summary: 'The database cannot archive its write-ahead log',
    description:
      'Until archiving works again the log fills the volume, and recovery ends at the last archived segment.',
  },
];

function engineOfTenant({ database }: TenantProps): EngineName {
  return database?.engine ?? 'postgres';
}

function instancesOf({ database }: TenantProps): number {
  return database?.instances ?? 0;
}

/** Seconds between two backups of the schedule that is due most often, and half a day or a day for a late one. */
function oldestBackup({ database }: TenantProps): number {
  const days = daysBetween(database?.backup?.[0]?.schedule ?? '');
  return (days === 1 ? 1.5 : days + 1) * day;
}

const runsOn =
  (engine: EngineName) =>
  ({ database }: TenantProps) =>
    database?.engine === engine;

export const databasePanels: readonly TenantPanel[] = [
  {
    title: 'Database connections',
    order: 80,
    unit: 'short',
    applies: runsOn('postgres'),
    curves: [['{{datname}}', (of) => `sum by (datname) (${of('cnpg_backends_total')})`]],
  },
  {
    title: 'Database connections',
    order: 90,
    unit: 'short',
    applies: runsOn('mariadb'),
    curves: [['connections', (of) => of('mysql_global_status_threads_connected')]],
  },
];

export const databaseProductPanels: readonly ProductPanel[] = Object.entries(engineParts).map(
  ([engine, { connections }]) => ({
    title: 'Most database connections',
    order: 120,
    unit: 'short',
    applies: ({ database }) => database?.engine === engine,
    curves: [['{{tenant}}', ({ largest }) => largest(connections)]],
  }),
);

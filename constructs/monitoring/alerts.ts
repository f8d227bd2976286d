// The table of alerts; alerts.ts makes a tenant's rules of it. Where the series come from: kube-state-metrics (kube_*), the
// kubelet (kubelet_*), RabbitMQ (rabbitmq_*), CloudNativePG's exporter (cnpg_*) and its backup plugin (barman_*), MariaDB's exporter
// (mysql_*), cert-manager (certmanager_*). The first and the last are scraped with `honorLabels: true`, or their `namespace` would be
// the exporter's own.
import { type Identity, names } from '../base/metadata.js';
import type { AlertRule } from '../base/prometheus.js';
import { type Series, seriesOf } from '../base/promql.js';
import type { TenantProps } from '../base/tenant.js';
import { daysBetween } from '../database/backup-schedule.js';
import type { EngineName } from '../database/engines.js';

export type AlertedTenant = Pick<TenantProps, 'database' | 'messaging' | 'hosts' | 'jobs' | 'lifecycle' | 'volumes'>;

export interface Alert {
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  readonly for: string;
  /** PromQL over the series of one namespace. */
  readonly when: (of: Series, tenant: AlertedTenant) => string;
  /** Absent: applies to every tenant. */
  readonly applies?: (tenant: AlertedTenant) => boolean;
  readonly summary: string;
  readonly description: string;
}

const day = 86_400;
const hasDatabase = ({ database }: AlertedTenant) => database !== undefined;
/** A suspended tenant's database hibernates: then neither its absence nor an old backup is news. */
const runsDatabase = (tenant: AlertedTenant) => hasDatabase(tenant) && tenant.lifecycle === 'active';
const runsReplicas = (tenant: AlertedTenant) => runsDatabase(tenant) && instancesOf(tenant) > 1;
const backsUp = ({ database, lifecycle }: AlertedTenant) => database?.backup !== undefined && lifecycle === 'active';
const archives = (tenant: AlertedTenant) => backsUp(tenant) && tenant.database?.engine === 'postgres';
const hasVolumes = (tenant: AlertedTenant) => hasDatabase(tenant) || Object.keys(tenant.volumes).length > 0;
const hasSchedules = ({ jobs, lifecycle }: AlertedTenant) =>
  lifecycle === 'active' && Object.values(jobs).some(({ run }) => 'schedule' in run);
const hasCustomDomain = ({ hosts }: AlertedTenant) => hosts.some((host) => host.custom);

const alerts: readonly Alert[] = [
  {
    name: 'TenantServiceDown',
    severity: 'critical',
    for: '5m',
    when: (of) => `${of('kube_deployment_status_replicas_ready')} == 0 and ${of('kube_deployment_spec_replicas')} > 0`,
    summary: 'Service {{ $labels.deployment }} has no ready replica',
    description: 'Nobody answers for {{ $labels.deployment }}: look at the events and logs of its pods.',
  },
  {
    name: 'TenantContainerRestarting',
    severity: 'warning',
    for: '5m',
    when: (of) => `increase(${of('kube_pod_container_status_restarts_total')}[30m]) > 3`,
    summary: 'Container {{ $labels.container }} restarts again and again',
    description: 'Pod {{ $labels.pod }} restarted more than three times in half an hour: look at its previous log.',
  },
  {
    name: 'TenantJobFailed',
    severity: 'critical',
    for: '1m',
    when: (of, tenant) =>
      `${of('kube_job_failed', 'condition="true"')} > 0${hasSchedules(tenant) ? ` unless on (job_name) ${of('kube_job_owner', 'owner_kind="CronJob"')}` : ''}`,
    summary: 'Job {{ $labels.job_name }} failed',
    description: 'What waits for {{ $labels.job_name }} is not deployed: correct the cause and publish a new version.',
  },
  {
    name: 'TenantScheduledJobFailed',
    severity: 'warning',
    for: '5m',
    applies: hasSchedules,
    // One that never succeeded has no time of success.
    when: (of) =>
      `(${of('kube_cronjob_status_last_schedule_time')} > ${of('kube_cronjob_status_last_successful_time')} or (${of('kube_cronjob_status_last_schedule_time')} unless ${of('kube_cronjob_status_last_successful_time')})) and ${of('kube_cronjob_status_active')} == 0`,
    summary: 'The last run of {{ $labels.cronjob }} failed',
    description: 'It is tried again at its next hour: look at the log of its last run.',
  },
  {
    name: 'TenantDatabaseDown',
    severity: 'critical',
    for: '5m',
    applies: runsDatabase,
    when: (of, tenant) => `absent(${of(isUp[engineOfTenant(tenant)])} == 1)`,
    summary: 'The database has no ready instance',
    description: 'No instance of the database answers its exporter: look at its Cluster or MariaDB, and its pods.',
  },
  {
    name: 'TenantDatabaseInstanceMissing',
    severity: 'warning',
    for: '15m',
    applies: runsReplicas,
    when: (of, tenant) => `count(${of('cnpg_collector_up')} == 1) < ${instancesOf(tenant)}`,
    summary: 'The database runs with fewer instances than planned',
    description: 'Only {{ $value }} instances are up: another failure may stop the database.',
  },
  {
    name: 'TenantDatabaseReplicationLag',
    severity: 'warning',
    for: '5m',
    applies: runsReplicas,
    when: (of) => `max by (pod) (${of('cnpg_pg_replication_lag')}) > 300`,
    summary: 'Replica {{ $labels.pod }} lags behind',
    description: 'The replica is {{ $value | humanizeDuration }} behind: a failover now would have to catch up first.',
  },
  {
    name: 'TenantStorageNearlyFull',
    severity: 'warning',
    for: '15m',
    applies: hasVolumes,
    when: (of) => `${of('kubelet_volume_stats_used_bytes')} / ${of('kubelet_volume_stats_capacity_bytes')} > 0.8`,
    summary: 'Volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full',
    description: 'Raise the storage in the tenant file before the volume is full: what writes to it would stop.',
  },
  {
    name: 'TenantStorageFull',
    severity: 'critical',
    for: '5m',
    applies: hasVolumes,
    when: (of) => `${of('kubelet_volume_stats_used_bytes')} / ${of('kubelet_volume_stats_capacity_bytes')} > 0.95`,
    summary: 'Volume {{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full',
    description: 'What writes to it is about to stop for want of space: raise the storage in the tenant file now.',
  },
  {
    name: 'TenantBackupTooOld',
    severity: 'critical',
    for: '1h',
    applies: backsUp,
    when: (of, tenant) =>
      `time() - max(${of(...lastBackup[engineOfTenant(tenant)])} or ${of('kube_namespace_created')}) > ${oldestBackup(tenant)}`,
    summary: 'The last backup is too old',
    description: 'No good backup for {{ $value | humanizeDuration }}: look at the Backups of the namespace.',
  },
  {
    name: 'TenantArchivingFailing',
    severity: 'critical',
    for: '15m',
    applies: archives,
    when: (of) =>
      `max(${of('cnpg_pg_stat_archiver_last_failed_time')} - ${of('cnpg_pg_stat_archiver_last_archived_time')}) > 1`,
    summary: 'The database cannot archive its write-ahead log',
    description:
      'Until archiving works again the log fills the volume, and recovery ends at the last archived segment.',
  },
  {
    name: 'TenantQueueNotEmptied',
    severity: 'warning',
    for: '15m',
    applies: ({ messaging, lifecycle }) => messaging !== undefined && lifecycle === 'active',
    when: (of) => `sum by (queue) (${of('rabbitmq_detailed_queue_messages_ready')}) > 1000`,
    summary: '{{ $value }} messages wait in {{ $labels.queue }}',
    description: 'Those who should take them are down or too slow: look at their pods and logs.',
  },
  {
    name: 'TenantCertificateExpiring',
    severity: 'warning',
    for: '1h',
    applies: hasCustomDomain,
    when: (of) => `${of('certmanager_certificate_expiration_timestamp_seconds')} - time() < ${7 * day}`,
    summary: 'Certificate {{ $labels.name }} is about to expire',
    description:
      'It was not renewed in time: see whether the domain still points here, and the Challenges of the namespace.',
  },
  {
    name: 'TenantQuotaNearlyUsed',
    severity: 'warning',
    for: '15m',
    when: (of) =>
      `${of('kube_resourcequota', 'type="used"', computed)} / ignoring(type) (${of('kube_resourcequota', 'type="hard"', computed)} > 0) > 0.9`,
    summary: '{{ $value | humanizePercentage }} of the quota of {{ $labels.resource }} is used',
    description: 'New pods are refused when it is used up: see what runs besides what the plan holds.',
  },
];

/** What is 1 while a server answers its exporter. */
const isUp: Readonly<Record<EngineName, string>> = { postgres: 'cnpg_collector_up', mariadb: 'mysql_up' };

/**
 * When the last good backup was taken; MariaDB's are jobs, of which the operator keeps the last five. Zero or nothing before the
 * first one, for which a new tenant has as long as for any other: hence its namespace's age beside it.
 */
const lastBackup: Readonly<Record<EngineName, readonly [metric: string, ...matchers: string[]]>> = {
  postgres: ['barman_cloud_cloudnative_pg_io_last_available_backup_timestamp'],
  mariadb: ['kube_job_status_completion_time', `job_name=~"${names.backupJob}-.*"`],
};

function engineOfTenant({ database }: AlertedTenant): EngineName {
  return database?.engine ?? 'postgres';
}

/** Volumes and Services are at their planned number all the time. */
const computed = 'resource=~"pods|(requests|limits)[.](cpu|memory)"';

function instancesOf({ database }: AlertedTenant): number {
  return database?.instances ?? 0;
}

/** Seconds between two backups of the schedule that is due most often, and half a day or a day for a late one. */
function oldestBackup({ database }: AlertedTenant): number {
  const days = daysBetween(database?.backup?.[0]?.schedule ?? '');
  return (days === 1 ? 1.5 : days + 1) * day;
}

export type AlertsProps = Identity &
  AlertedTenant & {
    readonly cluster: { readonly monitoring: Pick<TenantProps['cluster']['monitoring'], 'runbookUrl'> };
  };

/** The alerts that apply to the tenant, in the order of the table. */
export function alertsOf(tenant: AlertsProps): AlertRule[] {
  return alerts.filter(({ applies }) => applies === undefined || applies(tenant)).map((alert) => toRule(alert, tenant));
}

function toRule({ name, severity, for: duration, when, summary, description }: Alert, tenant: AlertsProps): AlertRule {
  const { runbookUrl } = tenant.cluster.monitoring;
  return {
    alert: name,
    expr: when(seriesOf(tenant.namespace), tenant),
    for: duration,
    labels: { severity, tenant: tenant.id, tier: tenant.tier },
    annotations: {
      summary,
      description,
      runbook_url: runbookUrl === undefined ? undefined : `${runbookUrl}/${name}`,
    },
  };
}

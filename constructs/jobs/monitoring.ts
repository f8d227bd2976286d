// What is alerted on of a tenant's jobs.
import type { Alert } from '../base/prometheus.js';
import type { TenantProps } from '../base/tenant.js';

const hasSchedules = ({ jobs, lifecycle }: TenantProps) =>
  lifecycle === 'active' && Object.values(jobs).some(({ run }) => 'schedule' in run);

export const jobAlerts: readonly Alert[] = [
  {
    name: 'TenantJobFailed',
    order: 30,
    severity: 'critical',
    for: '1m',
    when: (of, tenant) =>
      `${of('kube_job_failed', 'condition="true"')} > 0${hasSchedules(tenant) ? ` unless on (job_name) ${of('kube_job_owner', 'owner_kind="CronJob"')}` : ''}`,
    summary: 'Job {{ $labels.job_name }} failed',
    description: 'What waits for {{ $labels.job_name }} is not deployed: correct the cause and publish a new version.',
  },
  {
    name: 'TenantScheduledJobFailed',
    order: 40,
    severity: 'warning',
    for: '5m',
    applies: hasSchedules,
    // One that never succeeded has no time of success.
    when: (of) =>
      `(${of('kube_cronjob_status_last_schedule_time')} > ${of('kube_cronjob_status_last_successful_time')} or (${of('kube_cronjob_status_last_schedule_time')} unless ${of('kube_cronjob_status_last_successful_time')})) and ${of('kube_cronjob_status_active')} == 0`,
    summary: 'The last run of {{ $labels.cronjob }} failed',
    description: 'It is tried again at its next hour: look at the log of its last run.',
  },
];

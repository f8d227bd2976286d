// What follows from a tenant's backup schedules: how often the first is due, and what is kept for longest. Pure; backups, alerts and
// the plan read it.
import type { ResourceNeeds } from '../base/workload.js';
import type { BackupSchedule } from './schema.js';

/** The one that is due most often; it is the first (tenant.ts). */
export function mostFrequent(schedules: readonly BackupSchedule[]): BackupSchedule {
  const [first] = schedules;
  if (first === undefined) throw new Error('a database with backups has at least one schedule');
  return first;
}

export function longestKept(schedules: readonly BackupSchedule[]): BackupSchedule {
  return schedules.reduce((longest, each) => (hoursOf(each.keep) > hoursOf(longest.keep) ? each : longest));
}

/** Those whose backups are to be there for longer than the first one's. */
export function keptLonger(schedules: readonly BackupSchedule[]): readonly BackupSchedule[] {
  const window = hoursOf(mostFrequent(schedules).keep);
  return schedules.filter(({ keep }) => hoursOf(keep) > window);
}

/** Days between two backups of a six-field cron, at most. */
export function daysBetween(schedule: string): number {
  const [, , , dayOfMonth = '*', , dayOfWeek = '*'] = schedule.split(/\s+/);
  const every = (field: string) => field === '*' || field === '?';
  if (!every(dayOfMonth)) return 31;
  return every(dayOfWeek) ? 1 : 7;
}

/** `30d` in hours. */
export function hoursOf(keep: string): number {
  const unit = keep.at(-1);
  return Number.parseInt(keep, 10) * (unit === 'w' || unit === 'm' ? hours[unit] : hours.d);
}

/** Hours of each unit; a month is never shorter than any. */
const hours = { d: 24, w: 7 * 24, m: 31 * 24 } as const;

/**
 * The backup sidecar of each PostgreSQL instance, and MariaDB's backup job. Their operators set none of their own accord, and a
 * quota refuses a container without: ObjectStore and PhysicalBackup name these.
 */
export const backupSidecar: ResourceNeeds = {
  requests: { cpu: '100m', memory: '128Mi' },
  limits: { cpu: '500m', memory: '512Mi' },
};

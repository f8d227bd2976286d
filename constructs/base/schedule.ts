// What the words of schedules stand for: a moment of the tenant's own, or thousands would begin at once. For backups and jobs.
import { createHash } from 'node:crypto';

/** Six fields, seconds first, as databases' operators read them. Each word has an hour of its own: no server is backed up twice at once. */
export function backupSchedule(schedule: string, id: string): string {
  const { seconds, minutes } = momentOf(id);
  return wordOr(schedule, `${seconds} ${minutes} ${backupHours[schedule] ?? 2}`);
}

const backupHours: Readonly<Record<string, number>> = { monthly: 1, daily: 2, weekly: 3 };

/** Five fields, as Kubernetes reads them: within the hour after 4 AM, when backups are done. */
export function jobSchedule(schedule: string, id: string): string {
  const { minutes } = momentOf(id);
  return schedule === 'hourly' ? `${minutes} * * * *` : wordOr(schedule, `${minutes} 4`);
}

function momentOf(id: string): { seconds: number; minutes: number } {
  const second = createHash('sha256').update(id).digest().readUInt32BE(0) % 3600;
  return { seconds: second % 60, minutes: Math.floor(second / 60) };
}

function wordOr(schedule: string, moment: string): string {
  const words: Readonly<Record<string, string>> = {
    daily: `${moment} * * *`,
    weekly: `${moment} * * 0`,
    monthly: `${moment} 1 * *`,
  };
  return words[schedule] ?? schedule;
}

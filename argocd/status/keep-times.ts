// Times that an Application does not tell: whoever looks again and again knows when a step was first seen to run and to end.
import { laterOf } from './later-of.js';
import type { Step, TenantStatus } from './tenant-status.js';

/** The newer status with what the older one knew of the same change; `at` is now, ISO 8601 in UTC. */
export function keepTimes(older: TenantStatus | undefined, newer: TenantStatus, at: string): TenantStatus {
  const sameWay = older?.correlation.publishedCommit === newer.correlation.publishedCommit;
  if (older === undefined || !sameWay) return newer;
  return { ...newer, steps: newer.steps.map((step, index) => keepStep(older.steps[index], step, at)) };
}

function keepStep(older: Step | undefined, newer: Step, at: string): Step {
  if (older === undefined || newer.state === 'waiting' || newer.state === 'skipped') return newer;
  const began = older.state === 'waiting' ? at : undefined;
  const startedAt = older.startedAt ?? newer.startedAt ?? began;
  const start = startedAt === undefined ? {} : { startedAt };
  if (newer.state === 'running') return { ...newer, ...start };
  const ended = older.state === 'waiting' || older.state === 'running' ? at : undefined;
  const endedAt = (older.state === newer.state ? older.endedAt : undefined) ?? newer.endedAt ?? ended;
  if (endedAt === undefined) return { ...newer, ...start };
  return { ...newer, ...start, endedAt: startedAt === undefined ? endedAt : laterOf(startedAt, endedAt) };
}

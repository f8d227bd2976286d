// When events happened. Times come from other clocks, and from whoever can write an Application's status, so none is taken as it is.
import type { StepName, TenantStatus } from '../../argocd/status/tenant-status.js';

/** Times before it are nobody's memory but a mistake. */
const earliest = Date.parse('2000-01-01T00:00:00Z');

/** A time as ISO 8601 in UTC: `at` where it is absent, no time, or has not come yet. */
export function instant(time: string | undefined, at: string): string {
  const parsed = time === undefined ? Number.NaN : Date.parse(time);
  return parsed >= earliest && parsed <= Date.parse(at) ? new Date(parsed).toISOString() : at;
}

/** Never negative: clocks differ. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}

/** The first of a way that is known: the merge, or what follows it. */
export function wayBegan(status: TenantStatus, at: string): string | undefined {
  const times = new Map<StepName, string | undefined>(
    status.steps.map((step) => [step.name, step.endedAt ?? step.startedAt]),
  );
  const known = ['merged', 'published', 'seen'] as const satisfies readonly StepName[];
  const first = known.map((name) => times.get(name)).find((time) => time !== undefined);
  return first === undefined ? undefined : instant(first, at);
}

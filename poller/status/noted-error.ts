// The error that Argo CD notes on an Application (`status.conditions`), since when it is there, and whether it has outlasted its grace.
// Anything may fail for a moment, for example while a repo-server restarts.
import type { ApplicationView, ConditionView } from './application.js';
import { hasGivenUp } from './dead-ends.js';
import { isErrorCondition } from './deployed.js';

/** When an Application is observed. Times are ISO 8601 in UTC, whole seconds. */
export interface Observation {
  readonly now: string;
  /** Seconds that an error may be there before it is reported. */
  readonly errorGrace: number;
  /** Since when the error is there, by earlier observations. @default as Argo CD says */
  readonly errorSince?: string;
}

export interface NotedError {
  readonly type: string;
  readonly message: string;
  readonly since: string;
  /** Whether the grace is over. */
  readonly lasts: boolean;
  /** When it is, or was. */
  readonly over: string;
}

/** While an operation runs, a comparison may fail for a moment, and is repeated. */
export function tryFindNotedError(
  view: ApplicationView,
  { now, errorGrace, errorSince }: Observation,
): NotedError | undefined {
  const noted = errorCondition(view);
  if (noted === undefined || view.pending) return undefined;
  const since = errorSince ?? saidSince(noted, now);
  const over = secondsAfter(since, errorGrace);
  return { type: noted.type, message: noted.message, since, over, lasts: over <= now };
}

/**
 * What the next observation needs to know of an error, since Argo CD begins its time anew with each new wording. Whoever saw the
 * Application without it before goes by his own clock; whoever comes later must believe Argo CD's, where that is not ahead.
 */
export function errorBegan(
  view: ApplicationView,
  before: Pick<Observation, 'errorSince'> | undefined,
  now: string,
): string | undefined {
  const noted = errorCondition(view);
  if (noted === undefined) return undefined;
  return before === undefined ? saidSince(noted, now) : (before.errorSince ?? now);
}

/** A sync that has used up its tries is one of Argo CD's silent ends, and reported as such. */
function errorCondition(view: ApplicationView): ConditionView | undefined {
  return view.conditions.find(({ type }) => isErrorCondition(type) && !(type === 'SyncError' && hasGivenUp(view)));
}

/** `lastTransitionTime` moves with each new message, and with nothing else (Argo CD, ApplicationStatus.SetConditions). */
function saidSince({ since }: ConditionView, now: string): string {
  return since !== undefined && since < now ? since : now;
}

function secondsAfter(time: string, seconds: number): string {
  return `${new Date(Date.parse(time) + seconds * 1000).toISOString().slice(0, 19)}Z`;
}

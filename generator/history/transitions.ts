// What happened between two looks at a tenant: pure, so that the same two always tell the same, and a look that is repeated
// tells nothing.
import { keepTimes } from '../../argocd/status/keep-times.js';
import type { Step, TenantStatus } from '../../argocd/status/tenant-status.js';
import type { AuditKind } from './audit-event.js';
import { instant, secondsBetween, wayBegan } from './event-times.js';
import { isSettled, isTrouble, settledNews } from './settled-news.js';
import { stepNews, toldSteps } from './step-news.js';
import { beginWay, isNewWay, type NewEvent, type Remembered, type Way } from './way.js';

export interface Transition {
  readonly events: readonly NewEvent[];
  readonly remembered: Remembered;
}

/** `at`: when it was seen, ISO 8601 in UTC. */
export function transitions(before: Remembered | undefined, seen: TenantStatus, at: string): Transition {
  const goesOn = before !== undefined && !isNewWay(before.way, seen);
  const status = keepTimes(before?.status, seen, at);
  const way = goesOn
    ? before.way
    : beginWay(before, isOldNews(before, status) ? undefined : (wayBegan(status, at) ?? at));
  const events = [
    ...(goesOn ? [] : [requested(before, status, at)]),
    ...(!way.begun && hasBegun(status) ? [started(status, at)] : []),
    ...stepEvents(before, way, status, at),
    ...settledEvents(way, status, at),
  ];
  return { events, remembered: { status, way: wayAfter(way, status) } };
}

/** A tenant that is neither published nor in any Argo CD. */
export function farewell(before: Remembered, at: string): NewEvent {
  const message = before.status.lifecycle === 'offboarding' ? 'offboarded' : 'gone from git and from Argo CD';
  return { ...eventOf('Offboarded', before.status, at, message), state: 'unknown' };
}

function requested(before: Remembered | undefined, status: TenantStatus, at: string): NewEvent {
  const when = instant(status.steps.find(({ name }) => name === 'requested')?.startedAt, at);
  if (before && isRetry(before, status)) return eventOf('Retried', status, when, 'published again without a change');
  return eventOf('Requested', status, when, requestText(before, status));
}

/** The same source, published anew after trouble: `tenantry retry`. */
function isRetry(before: Remembered, status: TenantStatus): boolean {
  const commit = status.correlation.sourceCommit;
  const again = commit !== undefined && commit === before.way.correlation.sourceCommit;
  return again && (!before.way.completed || isTrouble(before.way));
}

function requestText(before: Remembered | undefined, { lifecycle }: TenantStatus): string {
  if (before && before.status.lifecycle !== lifecycle) return `${lifecycle} from now on`;
  return before ? 'a change was asked for' : 'the tenant was asked for';
}

function hasBegun({ state, steps }: TenantStatus): boolean {
  const seen = steps.find(({ name }) => name === 'seen')?.state;
  return state !== 'unknown' && (seen === 'done' || seen === 'failed');
}

function started(status: TenantStatus, at: string): NewEvent {
  const seen = status.steps.find(({ name }) => name === 'seen');
  return eventOf('Started', status, instant(seen?.endedAt ?? seen?.startedAt, at), 'Argo CD has seen it');
}

/** Complete when it was first seen: nobody waits for its steps, and when it began is not known. */
function isOldNews(before: Remembered | undefined, { state }: TenantStatus): boolean {
  return before === undefined && isComplete(state);
}

function isComplete(state: TenantStatus['state']): boolean {
  return state === 'live' || state === 'suspended';
}

function stepEvents(before: Remembered | undefined, way: Way, status: TenantStatus, at: string): NewEvent[] {
  if (isOldNews(before, status) || status.state === 'unknown') return [];
  return stepNews(way, status.steps).map(({ kind, step }) => ({
    ...eventOf(kind, status, instant(step.endedAt ?? step.startedAt, at), stepText[step.state](step)),
    step: step.name,
    ...(step.startedAt &&
      step.endedAt && { seconds: secondsBetween(instant(step.startedAt, at), instant(step.endedAt, at)) }),
  }));
}

const stepText: Readonly<Record<Step['state'], (step: Step) => string>> = {
  waiting: ({ name }) => `${name} waits`,
  skipped: ({ name }) => `${name} is not needed`,
  running: ({ name }) => `${name} has begun`,
  done: ({ name }) => `${name} is done`,
  failed: ({ name, error }) => (error === undefined ? `${name} failed` : `${name} failed: ${error}`),
};

function settledEvents(way: Way, status: TenantStatus, at: string): NewEvent[] {
  if (!isSettled(status.state)) return [];
  return settledNews(way, status, status.state, at).map(({ kind, message, seconds }) => ({
    ...eventOf(kind, status, at, message),
    ...(seconds !== undefined && { seconds }),
  }));
}

function eventOf(kind: AuditKind, status: TenantStatus, at: string, message: string): NewEvent {
  return { tenant: status.tenant, kind, at, state: status.state, message, ...status.correlation };
}

/** A look that knows nothing leaves what was told. */
function wayAfter(way: Way, status: TenantStatus): Way {
  const { state, steps, deadEnd } = status;
  const correlation = { ...way.correlation, ...status.correlation };
  if (state === 'unknown') return { ...way, correlation };
  return {
    ...way,
    correlation,
    begun: way.begun || hasBegun(status),
    completed: way.completed || isComplete(state),
    ...toldSteps(way, steps),
    ...(isSettled(state) && { told: { state, ...(deadEnd && { deadEnd }) } }),
  };
}

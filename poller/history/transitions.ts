// The events between the stored status of a tenant and a new one. Pure: the same status again makes no event.
import { durationText } from '../../constructs/base/wording.js';
import { keepTimes } from '../status/steps.js';
import type {
  Correlation,
  DeadEnd,
  Step,
  StepName,
  StepState,
  TenantState,
  TenantStatus,
} from '../status/tenant-status.js';
import { type AuditEvent, type AuditKind, instant, progressBegan, secondsBetween } from './history.js';

interface Transition {
  readonly events: readonly NewEvent[];
  readonly tenant: StoredTenant;
}

/** An event before the store has given it an id. */
export type NewEvent = Omit<AuditEvent, 'id'>;

/** What is kept of a tenant between two statuses. */
export interface StoredTenant {
  readonly status: TenantStatus;
  readonly progress: Progress;
}

export interface Progress {
  /** ISO 8601 in UTC: the merge, or the first that was seen of it; unknown for what was over when it was first seen. */
  readonly startedAt?: string;
  /** As far as it was ever known: git may be out of reach for a while. */
  readonly correlation: Correlation;
  /** Argo CD has seen it. */
  readonly begun: boolean;
  readonly completed: boolean;
  /** The settled state that was reported last. */
  readonly reported?: { readonly state: Settled; readonly deadEnd?: DeadEnd };
  /** Each step's last known state; a status that knows nothing leaves it. */
  readonly steps: Readonly<Partial<Record<StepName, StepState>>>;
  /** The state of each step that was reported last. Absent in what an older version stored. */
  readonly reportedSteps?: Readonly<Partial<Record<StepName, StepState>>>;
}

/** The states that are reported; `progressing` and `unknown` are no news by themselves. */
type Settled = 'live' | 'degraded' | 'failed' | 'stuck' | 'suspended';

/** `at`: when it was seen, ISO 8601 in UTC. */
export function transitions(before: StoredTenant | undefined, seen: TenantStatus, at: string): Transition {
  const goesOn = before !== undefined && !isNewProgress(before.progress, seen);
  const status = keepTimes(before?.status, seen, at);
  const progress = goesOn
    ? before.progress
    : beginProgress(before, isOldNews(before, status) ? undefined : (progressBegan(status, at) ?? at));
  const events = [
    ...(goesOn ? [] : [requested(before, status, at)]),
    ...(!progress.begun && hasBegun(status) ? [started(status, at)] : []),
    ...stepEvents(before, progress, status, at),
    ...settledEvents(progress, status, at),
  ];
  return { events, tenant: { status, progress: progressAfter(progress, status) } };
}

/** A tenant that is neither published nor in any Argo CD. */
export function offboardedEvent(before: StoredTenant, at: string): NewEvent {
  const message = before.status.lifecycle === 'offboarding' ? 'offboarded' : 'gone from git and from Argo CD';
  return { ...eventOf('Offboarded', before.status, at, message), state: 'unknown' };
}

/** Another published commit is another progress; so is another source commit where the published one is not known. */
function isNewProgress({ correlation }: Progress, after: TenantStatus): boolean {
  const published = differ(correlation.publishedCommit, after.correlation.publishedCommit);
  return published ?? differ(correlation.sourceCommit, after.correlation.sourceCommit) ?? false;
}

/** Undefined where one of the two is not known. */
function differ(before: string | undefined, after: string | undefined): boolean | undefined {
  return before === undefined || after === undefined ? undefined : before !== after;
}

/** Nothing of it is reported yet. A suspended tenant stays so: only its resumption is news. */
function beginProgress(before: StoredTenant | undefined, startedAt: string | undefined): Progress {
  return {
    startedAt,
    correlation: {},
    begun: false,
    completed: false,
    reported: before?.progress.reported?.state === 'suspended' ? { state: 'suspended' } : undefined,
    steps: before?.progress.steps ?? {},
  };
}

/** Complete when it was first seen: nobody waits for its steps, and when it began is not known. */
function isOldNews(before: StoredTenant | undefined, { state }: TenantStatus): boolean {
  return before === undefined && isComplete(state);
}

function isComplete(state: TenantStatus['state']): boolean {
  return state === 'live' || state === 'suspended';
}

function requested(before: StoredTenant | undefined, status: TenantStatus, at: string): NewEvent {
  const when = instant(status.steps.find(({ name }) => name === 'requested')?.startedAt, at);
  if (before && isRetry(before, status)) return eventOf('Retried', status, when, 'published again without a change');
  return eventOf('Requested', status, when, requestText(before, status));
}

/** The same source, published anew after trouble: `tenantry retry`. */
function isRetry(before: StoredTenant, status: TenantStatus): boolean {
  const commit = status.correlation.sourceCommit;
  const again = commit !== undefined && commit === before.progress.correlation.sourceCommit;
  return again && (!before.progress.completed || isTrouble(before.progress));
}

function requestText(before: StoredTenant | undefined, { lifecycle }: TenantStatus): string {
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

function stepEvents(
  before: StoredTenant | undefined,
  progress: Progress,
  status: TenantStatus,
  at: string,
): NewEvent[] {
  if (isOldNews(before, status) || status.state === 'unknown') return [];
  return stepNews(progress, status.steps).map(({ kind, step }) => ({
    ...eventOf(kind, status, instant(step.endedAt ?? step.startedAt, at), stepText[step.state](step)),
    step: step.name,
    seconds:
      step.startedAt && step.endedAt
        ? secondsBetween(instant(step.startedAt, at), instant(step.endedAt, at))
        : undefined,
  }));
}

const stepText: Readonly<Record<Step['state'], (step: Step) => string>> = {
  waiting: ({ name }) => `${name} waits`,
  skipped: ({ name }) => `${name} is not needed`,
  running: ({ name }) => `${name} has begun`,
  done: ({ name }) => `${name} is done`,
  failed: ({ name, error }) => (error === undefined ? `${name} failed` : `${name} failed: ${error}`),
};

function settledEvents(progress: Progress, status: TenantStatus, at: string): NewEvent[] {
  if (!isSettled(status.state)) return [];
  return settledNews(progress, status, status.state, at).map(({ kind, message, seconds }) => ({
    ...eventOf(kind, status, at, message),
    seconds,
  }));
}

function eventOf(kind: AuditKind, status: TenantStatus, at: string, message: string): NewEvent {
  return { tenant: status.tenant, kind, at, state: status.state, message, ...status.correlation };
}

interface StepNews {
  readonly kind: AuditKind;
  readonly step: Step;
}

const kindOf: Readonly<Partial<Record<StepState, AuditKind>>> = {
  running: 'StepStarted',
  done: 'StepCompleted',
  failed: 'StepFailed',
};

/** What must have been reported last of a step so that its next state is news; `undefined` is nothing. */
const follows: Readonly<Record<StepState, readonly (StepState | undefined)[]>> = {
  waiting: [],
  skipped: [],
  running: [undefined, 'failed'],
  done: [undefined, 'running', 'failed'],
  failed: [undefined, 'running', 'done', 'failed'],
};

function stepNews({ steps: known, reportedSteps, completed }: Progress, steps: readonly Step[]): readonly StepNews[] {
  return steps.flatMap((step) => {
    const kind = kindOf[step.state];
    const before = known[step.name] ?? 'waiting';
    if (kind === undefined || before === step.state || !counts(before, step.state, completed)) return [];
    return completed || follows[step.state].includes(reportedSteps?.[step.name]) ? [{ kind, step }] : [];
  });
}

function counts(before: StepState, after: StepState, isCompleted: boolean): boolean {
  return !isCompleted || after === 'failed' || (before === 'failed' && after === 'done');
}

interface News {
  readonly kind: AuditKind;
  readonly message: string;
  readonly seconds?: number;
}

/** News of a state that is not reported yet. */
function settledNews(progress: Progress, status: TenantStatus, state: Settled, at: string): readonly News[] {
  const { startedAt } = progress;
  return newsOf[state](
    progress,
    status,
    startedAt === undefined ? undefined : secondsBetween(startedAt, endOf(status, at)),
  );
}

type NewsOf = (progress: Progress, status: TenantStatus, seconds: number | undefined) => readonly News[];

const newsOf: Readonly<Record<Settled, NewsOf>> = {
  live: (progress, status, seconds) => [
    ...(progress.reported?.state === 'suspended'
      ? [{ kind: 'Resumed', message: 'runs again after its suspension' } as const]
      : []),
    ...(progress.completed ? [] : [{ kind: 'Completed', message: liveText(status, seconds), seconds } as const]),
    ...(progress.completed && isTrouble(progress) ? [{ kind: 'Recovered', message: 'healthy again' } as const] : []),
  ],
  suspended: (progress, { summary }, seconds) => {
    if (progress.reported?.state !== 'suspended') return [{ kind: 'Suspended', message: summary, seconds }];
    return progress.completed ? [] : [{ kind: 'Completed', message: 'changed while suspended', seconds }];
  },
  degraded: (progress, { summary }) =>
    progress.reported?.state === 'degraded' ? [] : [{ kind: 'Degraded', message: summary }],
  failed: (progress, { summary }) =>
    progress.reported?.state === 'failed' ? [] : [{ kind: 'Failed', message: summary }],
  stuck: ({ reported }, { summary, deadEnd }) =>
    reported?.state === 'stuck' && reported.deadEnd === deadEnd ? [] : [{ kind: 'Stuck', message: summary }],
};

function isTrouble({ reported }: Progress): boolean {
  return reported?.state === 'degraded' || reported?.state === 'failed' || reported?.state === 'stuck';
}

function liveText({ url }: TenantStatus, seconds: number | undefined): string {
  return seconds === undefined ? `live at ${url}` : `live at ${url} after ${durationText(seconds)}`;
}

function endOf(status: TenantStatus, at: string): string {
  return instant(status.steps.find(({ name }) => name === 'healthy')?.endedAt, at);
}

/** A status that knows nothing leaves what was reported. */
function progressAfter(progress: Progress, status: TenantStatus): Progress {
  const { state, steps, deadEnd } = status;
  const correlation = { ...progress.correlation, ...status.correlation };
  if (state === 'unknown') return { ...progress, correlation };
  return {
    ...progress,
    correlation,
    begun: progress.begun || hasBegun(status),
    completed: progress.completed || isComplete(state),
    ...reportedStepsAfter(progress, steps),
    reported: isSettled(state) ? { state, deadEnd } : progress.reported,
  };
}

function isSettled(state: TenantState): state is Settled {
  return settled.has(state);
}

const settled: ReadonlySet<TenantState> = new Set<Settled>(['live', 'degraded', 'failed', 'stuck', 'suspended']);

/** Each step's state afterwards, and what was reported of it last. */
function reportedStepsAfter(progress: Progress, steps: readonly Step[]): Pick<Progress, 'steps' | 'reportedSteps'> {
  const changed = steps
    .filter(({ name, state }) => counts(progress.steps[name] ?? 'waiting', state, progress.completed))
    .map(({ name, state }): [StepName, StepState] => [name, state]);
  const news = stepNews(progress, steps).map(({ step }): [StepName, StepState] => [step.name, step.state]);
  return {
    steps: { ...progress.steps, ...Object.fromEntries(changed) },
    reportedSteps: { ...progress.reportedSteps, ...Object.fromEntries(news) },
  };
}

// The steps of a tenant's progress, from what git published, what Argo CD says of the whole, and each object. `keepTimes` adds the times
// that an earlier status knew.

import type { TenantStep } from '../../constructs/base/kind.js';
import type { ApplicationView } from './application.js';
import { hintFor, hintForError } from './dead-ends.js';
import type { NotedError } from './noted-error.js';
import type { Part } from './parts.js';
import type { PublishedFacts } from './published-facts.js';
import type { Step, StepName, StepState, TenantStatus } from './tenant-status.js';

interface StepsInput {
  readonly facts?: PublishedFacts;
  readonly view?: ApplicationView;
  /** Of the view; they count only where it has reached what is published. */
  readonly parts: readonly Part[];
  /** Whether Argo CD has compared what is published last. */
  readonly reached: boolean;
  readonly deployed: boolean;
  /** What Argo CD notes on the Application. */
  readonly error?: NotedError;
}

const partSteps = ['namespace', 'secrets', 'database', 'migration', 'services', 'routes', 'healthy'] as const;

/** One for each of `stepNames`, in their order. */
export function stepsOf(input: StepsInput): Step[] {
  const made = input.reached ? partStepsOf(input) : waiting(partSteps);
  return timed([...sourceSteps(input), seenStep(input), ...made]);
}

function waiting(names: readonly StepName[]): Step[] {
  return names.map((name) => ({ name, state: 'waiting' }));
}

/** Whoever is published was asked for and merged before. */
function sourceSteps({ facts }: StepsInput): Step[] {
  const { requestedAt, mergedAt, publishedAt } = facts ?? {};
  const done = (name: StepName, startedAt?: string, endedAt?: string): Step => ({
    name,
    state: 'done',
    startedAt,
    endedAt,
  });
  return [
    done('requested', requestedAt, requestedAt),
    done('merged', requestedAt, mergedAt),
    done('published', mergedAt ?? publishedAt, publishedAt),
  ];
}

function seenStep({ facts, view, reached, error }: StepsInput): Step {
  const startedAt = facts?.publishedAt ?? view?.createdAt;
  if (view !== undefined && error?.lasts === true) {
    const { type, message, over } = error;
    const hint = hintForError(type, hintTargetOf(view));
    return { name: 'seen', state: 'failed', startedAt, endedAt: over, error: `${type}: ${message}`, hint };
  }
  if (!reached || error !== undefined) return { name: 'seen', state: 'running', startedAt };
  const endedAt = view?.operation?.startedAt ?? view?.comparedAt;
  return { name: 'seen', state: 'done', startedAt, endedAt };
}

function partStepsOf(input: StepsInput): Step[] {
  const { view, parts, deployed } = input;
  const byStep = new Map(partSteps.map((name) => [name, [] as Part[]]));
  for (const part of parts) byStep.get(part.step)?.push(part);
  const steps = partSteps.map((name): Step => {
    const own = byStep.get(name) ?? [];
    const state = name === 'healthy' ? healthyState(input, own) : stateOf(own, deployed);
    return { name, state, startedAt: startOf(own, view), ...failureOf(name, own, view, state) };
  });
  return withRunningStep(steps, view);
}

function stateOf(parts: readonly Part[], deployed: boolean): StepState {
  if (parts.length === 0) return 'skipped';
  if (deployed) return 'done';
  const has = (state: StepState) => parts.some((part) => part.state === state);
  if (has('failed')) return 'failed';
  if (has('running')) return 'running';
  if (!has('waiting')) return 'done';
  return has('done') ? 'running' : 'waiting';
}

function healthyState({ view, parts, deployed }: StepsInput, own: readonly Part[]): StepState {
  if (deployed) return 'done';
  if (own.some(({ state }) => state === 'failed')) return 'failed';
  const others = parts.filter(({ step }) => step !== 'healthy');
  if (others.some(({ state }) => state === 'failed')) return 'waiting';
  const settled = view?.operation?.phase === 'Succeeded' && !view.pending;
  if (settled && view.health === 'Degraded') return 'failed';
  return others.every(({ state }) => state === 'done') ? 'running' : 'waiting';
}

/** Created by this operation, and not long before it; both times are the cluster's. */
function startOf(parts: readonly Part[], view: ApplicationView | undefined): string | undefined {
  const since = view?.operation?.startedAt;
  if (since === undefined) return undefined;
  const created = parts.flatMap(({ createdAt }) => (createdAt !== undefined && createdAt >= since ? [createdAt] : []));
  return created.sort()[0];
}

function failureOf(
  name: TenantStep,
  parts: readonly Part[],
  view: ApplicationView | undefined,
  state: StepState,
): { error?: string; hint?: string } {
  if (state !== 'failed' || view === undefined) return {};
  const part = parts.find((each) => each.state === 'failed');
  const { operation, healthMessage } = view;
  const said = part?.message ?? (operation?.phase === 'Succeeded' ? healthMessage : operation?.message);
  const error = said === undefined || said === '' ? `something of it is ${view.health}` : said;
  const object = part && `${part.kind.toLowerCase()}/${part.name}`;
  return { error, hint: hintFor(name, { ...hintTargetOf(view), object }) };
}

export function hintTargetOf({ name, namespace, tenant }: ApplicationView) {
  return { application: name, argocdNamespace: namespace, namespace: name, tenant };
}

/** While an operation runs, one step is under way: the first that is not done, whatever its objects say. */
function withRunningStep(steps: readonly Step[], view: ApplicationView | undefined): Step[] {
  const moving = view?.pending === true || view?.operation?.phase === 'Running';
  const open = steps.findIndex(({ state }) => state !== 'done' && state !== 'skipped');
  if (!moving || steps[open]?.state !== 'waiting') return [...steps];
  return steps.map((step, index) => (index === open ? { ...step, state: 'running' } : step));
}

/**
 * A wave begins when the one before it is healthy: where the beginnings are known, so are the ends. Clocks differ between git and
 * the cluster, so no step ends before it begins.
 */
function timed(steps: readonly Step[]): Step[] {
  return steps.map((step, index) => {
    if (step.state !== 'done' || step.startedAt === undefined) return step;
    const next = steps.slice(index + 1).find(({ startedAt }) => startedAt !== undefined);
    const endedAt = step.endedAt ?? next?.startedAt;
    if (endedAt === undefined) return step;
    return { ...step, endedAt: laterOf(step.startedAt, endedAt) };
  });
}

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
  if (newer.state === 'running') return { ...newer, startedAt };
  const ended = older.state === 'waiting' || older.state === 'running' ? at : undefined;
  const endedAt = (older.state === newer.state ? older.endedAt : undefined) ?? newer.endedAt ?? ended;
  if (endedAt === undefined) return { ...newer, startedAt };
  return { ...newer, startedAt, endedAt: startedAt === undefined ? endedAt : laterOf(startedAt, endedAt) };
}

/** Clocks differ between git, the cluster and us: what ends never ends before it began. */
function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}

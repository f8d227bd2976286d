import { describe, expect, it } from 'vitest';
import type { ApplicationView, ConditionView } from '../../../poller/status/application.js';
import type { KnownFacts } from '../../../poller/status/known-facts.js';
import { makeStatus } from '../../../poller/status/make-status.js';
import type { StepName, TenantStatus } from '../../../poller/status/tenant-status.js';
import { factsOf, type Recording, recordedTree, recordedView } from './recorded-applications.js';

const now = '2026-11-21T15:00:00Z';

function statusAt(name: Recording, change: Partial<KnownFacts> = {}): TenantStatus {
  const view = recordedView(name);
  return makeStatus({
    tenant: view.tenant,
    facts: factsOf(view),
    views: [view],
    isReached: () => true,
    timesWell: 2,
    now,
    errorGrace: 600,
    ...change,
  });
}

const withTree = (name: Recording, change: Partial<KnownFacts> = {}) =>
  statusAt(name, { tree: recordedTree(name), ...change });

function statesOf({ steps }: TenantStatus): Partial<Record<StepName, string>> {
  return Object.fromEntries(steps.map(({ name, state }) => [name, state]));
}

function inError(condition: ConditionView): ApplicationView {
  return { ...recordedView('arrived'), conditions: [condition], sync: 'Unknown' };
}

describe('a tenant on its way', () => {
  it('waits for Argo CD as long as that has not compared what is published', () => {
    const status = statusAt('arrived', { isReached: () => false });
    expect(status).toMatchObject({ state: 'progressing', coarse: true });
    expect(statesOf(status)).toMatchObject({
      published: 'done',
      seen: 'running',
      namespace: 'waiting',
      healthy: 'waiting',
    });
  });

  it('has its first step under way as soon as the operation runs', () => {
    const status = statusAt('first-comparison');
    expect(status.state).toBe('progressing');
    expect(statesOf(status)).toMatchObject({ seen: 'done', namespace: 'running', database: 'waiting' });
  });

  it.each([statusAt, withTree])('is at its migration when the operation waits for that Job', (tell) => {
    const status = tell('migration-running');
    expect(status).toMatchObject({ state: 'progressing', coarse: tell === statusAt });
    expect(statesOf(status)).toMatchObject({ database: 'done', migration: 'running', services: 'waiting' });
  });

  it('is not said to have failed while Argo CD repeats a comparison', () => {
    const status = statusAt('comparison-failed-for-a-moment');
    expect(status.state).toBe('progressing');
    expect(statesOf(status)).toMatchObject({ seen: 'done', database: 'running' });
  });

  it('is live when it is deployed, every step has ended, and none before it began', () => {
    const status = withTree('arrived');
    expect(status).toMatchObject({ state: 'live', coarse: false, namespace: 'tenant-acme-auto' });
    expect(Object.values(statesOf(status)).filter((state) => state !== 'done')).toEqual([]);
    const timed = status.steps.filter(({ startedAt, endedAt }) => startedAt !== undefined && endedAt !== undefined);
    expect(timed.length).toBeGreaterThan(5);
    expect(timed.filter(({ startedAt = '', endedAt = '' }) => endedAt < startedAt)).toEqual([]);
  });

  it('is not live while the marker is that of an older publish', () => {
    expect(withTree('arrived', { marker: 'd0' }).state).toBe('progressing');
    expect(withTree('arrived', { marker: 'd1' }).state).toBe('live');
  });

  it('reads suspended when its database sleeps, and has no step for what it does not have', () => {
    const status = withTree('suspended');
    expect(status.state).toBe('suspended');
    expect(statesOf(status)).toMatchObject({ database: 'done', migration: 'skipped', routes: 'skipped' });
  });
});

describe('a tenant that does not arrive', () => {
  it.each([statusAt, withTree])('has failed at its migration when that Job has failed', (tell) => {
    const status = tell('migration-failed');
    expect(status).toMatchObject({ state: 'failed', hint: expect.stringContaining('job/migrate-failing000') });
    expect(statesOf(status).migration).toBe('failed');
  });

  it('names what the Job says, where the tree is at hand, and shows it first', () => {
    const status = withTree('migration-failed');
    expect(status.summary).toContain('Job was active longer than specified deadline');
    expect(status.resources[0]).toMatchObject({ kind: 'Job', health: 'Degraded' });
  });

  it('is stuck, with the way out, at each of Argo CD’s silent ends', () => {
    expect(statusAt('prune-unconfirmed')).toMatchObject({ state: 'stuck', deadEnd: 'prune-unconfirmed' });
    const commit = 'c'.repeat(40);
    const old = 'a'.repeat(40);
    const view = recordedView('arrived');
    const failed = (revision: string): ApplicationView => ({
      ...view,
      sync: 'OutOfSync',
      revision: commit,
      healthSince: '2026-11-21T14:00:00Z',
      operation: view.operation && { ...view.operation, phase: 'Failed', revision, message: 'it was refused' },
    });
    const given = { facts: { ...factsOf(view), commit }, isReached: (asked: string, at: string) => asked === at };
    expect(statusAt('arrived', { ...given, views: [failed(old)] })).toMatchObject({
      state: 'stuck',
      deadEnd: 'never-attempted',
    });
    expect(statusAt('arrived', { ...given, views: [failed(commit)] })).toMatchObject({
      state: 'stuck',
      deadEnd: 'retries-used-up',
      summary: expect.stringContaining('it was refused'),
    });
  });

  it('is degraded when something breaks after it had arrived', () => {
    const view: ApplicationView = { ...recordedView('arrived'), health: 'Degraded' };
    expect(statusAt('arrived', { views: [view] }).state).toBe('degraded');
  });

  it('is unknown without an Application', () => {
    expect(statusAt('arrived', { views: [] }).state).toBe('unknown');
  });

  it.each(['ComparisonError', 'InvalidSpecError', 'SyncError', 'UnknownError', 'SomeLaterError'])(
    'is unknown while Argo CD notes a %s, and has failed once that has lasted',
    (type) => {
      const noted = (since: string) =>
        statusAt('arrived', { views: [inError({ type, message: 'it does not answer', since })] });
      const young = noted('2026-11-21T14:50:01Z');
      expect([young.state, statesOf(young).seen]).toEqual(['unknown', 'running']);
      const old = noted('2026-11-21T14:50:00Z');
      expect([old.state, old.summary]).toEqual(['failed', `failed at seen: ${type}: it does not answer`]);
      expect(old.steps.find(({ name }) => name === 'seen')).toMatchObject({
        state: 'failed',
        endedAt: now,
        hint: expect.stringContaining('tenant-acme-auto'),
      });
    },
  );

  it('names no branch for the commit that was compared', () => {
    const { revision, ...view } = inError({ type: 'ComparisonError', message: 'it does not answer' });
    expect(statusAt('arrived', { views: [{ ...view, revision: 'refs/heads/main' }] }).revision).toBeUndefined();
    expect(statusAt('arrived').revision).toBe(revision);
  });

  it('has its error for as long as whoever looked remembers, and no longer than since now by a clock that is ahead', () => {
    const ahead = inError({ type: 'ComparisonError', message: 'it does not answer', since: '2026-11-21T23:00:00Z' });
    expect(statusAt('arrived', { views: [ahead] }).summary).toContain('2026-11-21T15:10:00Z');
    expect(statusAt('arrived', { views: [ahead], errorSince: '2026-11-21T14:00:00Z' }).state).toBe('failed');
    expect(
      statusAt('arrived', { views: [{ ...ahead, pending: true }], errorSince: '2026-11-21T14:00:00Z' }).state,
    ).toBe('progressing');
  });

  it('is stuck, and not in error, where its tries are used up', () => {
    const refused = inError({ type: 'SyncError', message: 'Failed last sync attempt', since: '2026-11-21T14:00:00Z' });
    const { operation } = refused;
    if (operation === undefined) expect.unreachable();
    const given: ApplicationView = { ...refused, sync: 'OutOfSync', operation: { ...operation, phase: 'Failed' } };
    const status = statusAt('arrived', { views: [given] });
    expect([status.state, statesOf(status).seen]).toEqual(['stuck', 'done']);
  });

  it('has failed when two Argo CDs claim it', () => {
    const view = recordedView('arrived');
    const status = statusAt('arrived', { views: [view, { ...view, argocd: 'us' }] });
    expect(status).toMatchObject({ state: 'failed', summary: expect.stringContaining('us/tenant-acme-auto') });
  });
});

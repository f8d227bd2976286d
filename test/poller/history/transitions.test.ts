import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEvent, StoredTenant } from '../../../poller/history/transitions.js';
import { offboardedEvent, transitions } from '../../../poller/history/transitions.js';
import { stepNames, type TenantStatus, tenantStates } from '../../../poller/status/tenant-status.js';
import { firstCommit, sampleStatus, secondCommit, statusAt, stepsUpTo } from './sample-status.js';

const start = Date.parse('2026-11-21T10:00:00Z');
const published = { publishedCommit: secondCommit, sourceCommit: '6'.repeat(40) };

/** Looks a minute apart: what is told at each. */
function watch(...statuses: readonly TenantStatus[]): NewEvent[][] {
  let before: StoredTenant | undefined;
  return statuses.map((status, index) => {
    const { events, tenant } = transitions(before, status, new Date(start + index * 60_000).toISOString());
    before = tenant;
    return [...events];
  });
}

const kinds = (events: readonly NewEvent[] | undefined) => events?.map(({ kind }) => kind);

describe('transitions', () => {
  it('tells a new tenant’s way from the request to its end, with the time it took', () => {
    const batches = watch(
      sampleStatus({ state: 'unknown', steps: stepsUpTo(3) }),
      statusAt(6),
      statusAt(7),
      sampleStatus(),
    );
    expect(batches.map(kinds)).toEqual([
      ['Requested'],
      ['Started', ...stepNames.slice(0, 6).map(() => 'StepCompleted'), 'StepStarted'],
      ['StepCompleted', 'StepStarted'],
      [...stepNames.slice(7).map(() => 'StepCompleted'), 'Completed'],
    ]);
    expect(batches[3]?.at(-1)).toMatchObject({
      seconds: 180,
      message: 'live at https://acme-auto.garage.example after 3 min',
      sourceCommit: '5'.repeat(40),
      publishedCommit: firstCommit,
      pullRequest: 12,
    });
  });

  it('tells nothing of the steps of a tenant that was complete before it was first seen, and no time', () => {
    const [events] = watch(sampleStatus());
    expect(kinds(events)).toEqual(['Requested', 'Started', 'Completed']);
    expect(events?.at(-1)?.seconds).toBeUndefined();
  });

  it('tells a failure once, and that a retry mended it', () => {
    const failed = statusAt(7, 'failed', 'failed');
    const retried = { ...failed, correlation: { ...failed.correlation, publishedCommit: secondCommit } };
    const mended = sampleStatus({ correlation: retried.correlation });
    const batches = watch(statusAt(7), failed, statusAt(7, 'running'), failed, retried, mended).map(kinds);
    expect(batches[1]).toEqual(['StepFailed', 'Failed']);
    expect(batches[3]).toEqual(['StepFailed']);
    expect(batches[4]).toEqual(['Retried', 'Started', 'Failed']);
    expect(batches[5]?.at(-1)).toBe('Completed');
  });

  it('tells trouble of a complete tenant and its end, not its pods’ comings and goings', () => {
    const restarting = statusAt(8);
    const degraded = statusAt(8, 'failed', 'degraded');
    const batches = watch(sampleStatus(), restarting, sampleStatus(), degraded, restarting, degraded, sampleStatus());
    expect(batches.slice(1).map(kinds)).toEqual([
      [],
      [],
      ['StepFailed', 'Degraded'],
      [],
      [],
      ['StepCompleted', 'Recovered'],
    ]);
  });

  it('tells of an error of Argo CD’s once it has lasted, and of its end', () => {
    const young = statusAt(3, 'running', 'unknown');
    const lasting = statusAt(3, 'failed', 'failed');
    const batches = watch(sampleStatus(), young, lasting, young, lasting, sampleStatus()).map(kinds);
    expect(batches.slice(1)).toEqual([[], ['StepFailed', 'Failed'], [], [], ['StepCompleted', 'Recovered']]);
  });

  it('tells no step twice in one way though a look after it knew less', () => {
    const batches = watch(statusAt(6), statusAt(7), statusAt(6), statusAt(7), sampleStatus()).map(kinds);
    expect(batches.slice(1)).toEqual([
      ['StepCompleted', 'StepStarted'],
      [],
      [],
      [...stepNames.slice(7).map(() => 'StepCompleted'), 'Completed'],
    ]);
  });

  it('tells nothing new when Argo CD is out of reach for a while', () => {
    const unknown = sampleStatus({ state: 'unknown', steps: stepsUpTo(0), correlation: {} });
    expect(watch(sampleStatus(), unknown, sampleStatus()).slice(1).map(kinds)).toEqual([[], []]);
  });

  it('knows a new change although the last look did not know the commit', () => {
    const blind = sampleStatus({ correlation: {} });
    expect(kinds(watch(sampleStatus(), blind, sampleStatus({ correlation: published }))[2])).toContain('Requested');
  });

  it('tells a suspension, a change meanwhile, and the resumption', () => {
    const suspended = { lifecycle: 'suspended', state: 'suspended' } as const;
    const batches = watch(
      sampleStatus(),
      sampleStatus({ ...suspended, correlation: { publishedCommit: 'b' } }),
      sampleStatus({ ...suspended, correlation: { publishedCommit: 'c' } }),
      sampleStatus({ correlation: { publishedCommit: 'd' } }),
    );
    expect(batches.slice(1).map(kinds)).toEqual([
      ['Requested', 'Started', 'Suspended'],
      ['Requested', 'Started', 'Completed'],
      ['Requested', 'Started', 'Resumed', 'Completed'],
    ]);
  });

  it('tells of a suspension what the status says of it, as that the last backup is lost', () => {
    const summary = 'suspended: its data is kept; there is no last backup: failed';
    const suspended = { lifecycle: 'suspended', state: 'suspended', summary } as const;
    const batches = watch(sampleStatus(), sampleStatus({ ...suspended, correlation: { publishedCommit: 'b' } }));
    expect(batches[1]?.find(({ kind }) => kind === 'Suspended')?.message).toBe(summary);
  });

  it('tells each silent end by itself', () => {
    const stuck = (deadEnd: NonNullable<TenantStatus['deadEnd']>) => sampleStatus({ state: 'stuck', deadEnd });
    const batches = watch(sampleStatus(), stuck('never-attempted'), stuck('never-attempted'), stuck('retries-used-up'));
    expect(batches.slice(1).map(kinds)).toEqual([['Stuck'], [], ['Stuck']]);
  });

  it('says of one that is gone whether that was meant', () => {
    const { tenant } = transitions(undefined, sampleStatus({ lifecycle: 'offboarding' }), '2026-11-21T10:00:00Z');
    expect(offboardedEvent(tenant, '2026-11-22T10:00:00.000Z')).toMatchObject({
      kind: 'Offboarded',
      state: 'unknown',
    });
  });

  it('takes no time from the future, from nowhere, or from a clock that runs backwards', () => {
    const steps = stepsUpTo(3).map((step) => ({ ...step, startedAt: '9999-01-01T00:00:00Z', endedAt: 'yesterday' }));
    const [events = []] = watch(sampleStatus({ state: 'progressing', steps }));
    expect(events.map(({ at }) => at)).toEqual(events.map(() => '2026-11-21T10:00:00.000Z'));
    expect(events.filter(({ seconds = 0 }) => !(seconds >= 0))).toEqual([]);
  });
});

const anyStatus: fc.Arbitrary<TenantStatus> = fc
  .record({
    state: fc.constantFrom(...tenantStates),
    lifecycle: fc.constantFrom('active', 'suspended', 'offboarding'),
    publishedCommit: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    deadEnd: fc.option(fc.constantFrom('never-attempted', 'retries-used-up'), { nil: undefined }),
    steps: fc.tuple(...stepNames.map(() => fc.constantFrom('waiting', 'running', 'done', 'failed', 'skipped'))),
    time: fc.option(fc.string(), { nil: undefined }),
  })
  .map(({ state, lifecycle, publishedCommit, deadEnd, steps, time }) =>
    sampleStatus({
      state,
      lifecycle,
      correlation: publishedCommit === undefined ? {} : { publishedCommit },
      deadEnd,
      steps: stepNames.map((name, index) => ({
        name,
        state: steps[index] ?? 'waiting',
        endedAt: time,
      })),
    }),
  );

describe('for all looks', () => {
  it('the same look again tells nothing and changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { minLength: 1, maxLength: 8 }), (statuses) => {
        let before: StoredTenant | undefined;
        for (const status of statuses) {
          const once = transitions(before, status, '2026-11-21T10:00:00.000Z');
          const again = transitions(once.tenant, status, '2026-11-21T11:00:00.000Z');
          expect(again).toEqual({ events: [], tenant: once.tenant });
          before = once.tenant;
        }
      }),
    );
  });

  it('a step is completed once in a way unless it failed in between', () => {
    const oneWay = anyStatus.map((status) => ({ ...status, correlation: { publishedCommit: 'a' } }));
    fc.assert(
      fc.property(fc.array(oneWay, { maxLength: 12 }), (statuses) => {
        const events = watch(...statuses).flat();
        for (const step of stepNames) {
          const ofStep = events.filter((event) => event.step === step && event.kind !== 'StepStarted');
          const pairs = ofStep.slice(1).map((event, index) => [ofStep[index]?.kind, event.kind]);
          expect(pairs).not.toContainEqual(['StepCompleted', 'StepCompleted']);
        }
      }),
    );
  });

  it('a step is completed only where it was not, and a way only once', () => {
    fc.assert(
      fc.property(fc.array(anyStatus, { maxLength: 12 }), (statuses) => {
        let before: StoredTenant | undefined;
        for (const status of statuses) {
          const { events, tenant } = transitions(before, status, '2026-11-21T10:00:00.000Z');
          const again = events.filter(
            ({ kind, step }) => kind === 'StepCompleted' && step && before?.progress.steps[step] === 'done',
          );
          expect(again).toEqual([]);
          const isNew = events.some(({ kind }) => kind === 'Requested' || kind === 'Retried');
          if (before?.progress.completed && !isNew) expect(kinds(events)).not.toContain('Completed');
          before = tenant;
        }
      }),
    );
  });
});

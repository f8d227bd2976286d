import { describe, expect, it, vi } from 'vitest';
import type { AuditKind, Recorded } from '../../../poller/history/history.js';
import type { Lease } from '../../../poller/history/lease.js';
import { observeRecorded, Recorder, type RecorderOptions } from '../../../poller/service/recorder.js';
import type { TenantStatus } from '../../../poller/status/tenant-status.js';
import { status } from '../telemetry/status-fixture.js';

const lease: Lease = { name: 'serve', holder: 'me', token: 1 };

interface Store {
  readonly recorded: TenantStatus[][];
  readonly forgotten: string[];
  /** How often the import was ended, and with how much recorded. */
  readonly ended: number[];
  /** Thrown by the next writes. */
  failing: Error | undefined;
}

function recorder(options: Partial<RecorderOptions> = {}) {
  const store: Store = { recorded: [], forgotten: [], ended: [], failing: undefined };
  const troubles: unknown[] = [];
  const answer = (statuses: readonly TenantStatus[]): Recorded => ({
    events: [],
    statuses,
    at: '2026-01-02T03:04:05Z',
  });
  const made = new Recorder({
    history: {
      record: async (statuses) => {
        if (store.failing !== undefined) throw store.failing;
        store.recorded.push([...statuses]);
        return answer(statuses);
      },
      forget: async (tenants) => {
        store.forgotten.push(...tenants);
        return answer([]);
      },
      endFirstImport: async () => void store.ended.push(store.recorded.flat().length),
    },
    ready: () => true,
    desires: () => [],
    lease: () => lease,
    recorded: () => {},
    trouble: (error) => troubles.push(error),
    pause: 1,
    ...options,
  });
  return { made, store, troubles };
}

/** Runs it while something is looked at, and ends it. */
async function running(made: Recorder, look: () => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const run = made.run(stop.signal);
  try {
    await look();
  } finally {
    stop.abort();
    await run;
  }
}

const settled = (made: Recorder) => vi.waitFor(() => expect(made.backlog).toBe(0));

describe('the recorder', () => {
  it('records what has changed, and forgets who is gone', async () => {
    const { made, store } = recorder();
    made.changed([status({ tenant: 'a' }), status({ tenant: 'b' })], ['c']);
    await running(made, () => settled(made));
    expect(store.recorded.flat().map(({ tenant }) => tenant)).toEqual(['a', 'b']);
    expect(store.forgotten).toEqual(['c']);
  });

  it('ends the import once, with all that there was at the beginning', async () => {
    const { made, store } = recorder();
    made.changed(Array.from({ length: 1200 }, (_, index) => status({ tenant: `t-${index}` })));
    await running(made, async () => {
      await vi.waitFor(() => expect(store.ended).toEqual([1200]));
      made.changed([status({ tenant: 'new' })]);
      await settled(made);
    });
    expect([store.recorded.length, store.ended]).toEqual([4, [1200]]);
  });

  it('ends the import of a platform without tenants, and begins nothing before all is known', async () => {
    let known = false;
    const ready = vi.fn(() => known);
    const { made, store } = recorder({ ready });
    await running(made, async () => {
      made.changed([status({ tenant: 'early' })]);
      await vi.waitFor(() => expect(ready.mock.calls.length).toBeGreaterThan(2));
      expect([store.recorded, store.ended]).toEqual([[], []]);
      known = true;
      await vi.waitFor(() => expect(store.ended).toEqual([1]));
    });
    const empty = recorder();
    await running(empty.made, () => vi.waitFor(() => expect(empty.store.ended).toEqual([0])));
  });

  it('keeps only the newest status of a tenant while the store is away, and records it when it is back', async () => {
    const { made, store, troubles } = recorder();
    store.failing = new Error('the store is away');
    await running(made, async () => {
      for (const summary of ['one', 'two', 'three']) made.changed([status({ summary })]);
      await vi.waitFor(() => expect(troubles.length).toBeGreaterThan(2));
      expect(made.backlog).toBe(1);
      store.failing = undefined;
      await settled(made);
    });
    expect(store.recorded.flat().map(({ summary }) => summary)).toEqual(['three']);
    expect(troubles.at(-1)).toBeUndefined();
  });

  it('records nothing while another replica leads, and everything once it leads itself', async () => {
    let mine: Lease | undefined;
    const { made, store } = recorder({ lease: () => mine });
    await running(made, async () => {
      made.changed([status()]);
      await new Promise((resolve) => setImmediate(resolve));
      expect(store.recorded).toEqual([]);
      mine = lease;
      await settled(made);
    });
    expect(store.recorded).toHaveLength(1);
  });

  it('writes ten thousand tenants in batches', async () => {
    const { made, store } = recorder();
    made.changed(Array.from({ length: 10_000 }, (_, index) => status({ tenant: `t${index}` })));
    await running(made, () => settled(made));
    expect(store.recorded.flat()).toHaveLength(10_000);
    expect(Math.max(...store.recorded.map((batch) => batch.length))).toBeLessThanOrEqual(500);
  });

  it('takes a tenant that comes back for one that is there', async () => {
    const { made, store } = recorder();
    made.changed([], ['a']);
    made.changed([status({ tenant: 'a' })]);
    await running(made, () => settled(made));
    expect(store.forgotten).toEqual([]);
    expect(store.recorded.flat().map(({ tenant }) => tenant)).toEqual(['a']);
  });
});

const at = '2026-01-02T03:04:05Z';
const steps = [{ name: 'published', state: 'done', startedAt: at, endedAt: at }] as const;

function batch(kinds: readonly AuditKind[], more: Partial<Recorded> = {}): Recorded {
  const about = { tenant: 'acme-auto', at, state: 'live', message: '' } as const;
  return { events: kinds.map((kind, id) => ({ ...about, id, kind })), statuses: [status({ steps })], at, ...more };
}

/** How much each observer is told of a batch, half a minute after it. */
function observed(recorded: Recorded) {
  const [lags, traced]: [number[], string[]] = [[], []];
  let [counted, logged] = [0, 0];
  observeRecorded(recorded, {
    metrics: { recorded: () => counted++, lagged: (seconds) => lags.push(seconds) },
    log: ({ length }) => {
      logged += length;
    },
    spans: ({ traceId }) => traced.push(traceId),
    now: () => Date.parse(at) + 30_000,
  });
  return { counted, logged, lags, traces: traced.length };
}

it('a step that ends is told with how late it is known, and a way that ends with its trace', () => {
  expect(observed(batch(['StepStarted', 'StepCompleted', 'StepFailed']))).toMatchObject({ lags: [30, 30], traces: 0 });
  for (const kind of ['Completed', 'Failed', 'Stuck'] as const)
    expect(observed(batch([kind]))).toEqual({ counted: 1, logged: 1, lags: [], traces: 1 });
});

it('a way of which no status is known has no trace', () => {
  expect(observed(batch(['Completed'], { statuses: [] }))).toMatchObject({ logged: 1, traces: 0 });
});

it('what was there before the store was is nobody’s news', () => {
  expect(observed(batch(['Completed', 'StepCompleted'], { firstImport: true }))).toEqual({
    counted: 0,
    logged: 0,
    lags: [],
    traces: 0,
  });
});

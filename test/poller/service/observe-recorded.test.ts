import { expect, it } from 'vitest';
import type { AuditKind, Recorded } from '../../../poller/history/history.js';
import { observeRecorded } from '../../../poller/service/recorder.js';
import { status } from '../telemetry/status-fixture.js';

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

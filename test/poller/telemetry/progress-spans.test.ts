import { describe, expect, it } from 'vitest';
import { progressTrace } from '../../../poller/telemetry/spans.js';
import { status } from './status-fixture.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 3, 4, second)).toISOString();

const steps = [
  { name: 'published', state: 'done', startedAt: at(0), endedAt: at(1) },
  { name: 'database', state: 'done', startedAt: at(5), endedAt: at(20) },
  { name: 'migration', state: 'failed', startedAt: at(20), endedAt: at(25), error: 'exit code 1' },
  { name: 'services', state: 'waiting' },
] as const;

describe('the spans of a way', () => {
  it('are one for the whole and one for each step with both times', () => {
    const way = progressTrace(status({ steps })) ?? expect.unreachable();
    expect(way.steps.map(({ name }) => name)).toEqual(['published', 'database', 'migration']);
    expect(way.whole).toMatchObject({ start: Date.parse(at(0)), end: Date.parse(at(25)) });
  });

  it('carry the tenant and what correlates its hops', () => {
    const way = progressTrace(status({ steps })) ?? expect.unreachable();
    for (const { attributes } of [way.whole, ...way.steps])
      expect(attributes).toMatchObject({
        'tenant.id': 'acme-auto',
        'tenant.tier': 'professional',
        'website.domain': 'acme-auto.garage.example',
        'correlation.id': 'a'.repeat(40),
        'correlation.pull_request': 12,
      });
  });

  it('say which step failed and why', () => {
    const way =
      progressTrace(status({ steps, state: 'failed', summary: 'failed at migration' })) ?? expect.unreachable();
    expect(way.whole.error).toBe('failed at migration');
    expect(way.steps.map(({ error }) => error)).toEqual([undefined, undefined, 'exit code 1']);
  });

  it('are one trace however often a way is told, and another for the next way', () => {
    const first = progressTrace(status({ steps }));
    expect(progressTrace(status({ steps }))?.traceId).toBe(first?.traceId);
    expect(first?.traceId).toMatch(/^[0-9a-f]{32}$/);
    const next = status({ steps, correlation: { publishedCommit: 'c'.repeat(40) } });
    expect(progressTrace(next)?.traceId).not.toBe(first?.traceId);
  });

  it('never end before they start, however clocks differ', () => {
    const way = progressTrace(status({ steps: [{ name: 'seen', state: 'done', startedAt: at(9), endedAt: at(3) }] }));
    expect(way?.steps[0]).toMatchObject({ start: Date.parse(at(9)), end: Date.parse(at(9)) });
  });

  it('are none where no step has both times', () => {
    expect(progressTrace(status())).toBeUndefined();
  });
});

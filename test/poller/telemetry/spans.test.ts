import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exportSpans, progressTrace } from '../../../poller/telemetry/spans.js';
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
    const trace = progressTrace(status({ steps })) ?? expect.unreachable();
    expect(trace.steps.map(({ name }) => name)).toEqual(['published', 'database', 'migration']);
    expect(trace.whole).toMatchObject({ start: Date.parse(at(0)), end: Date.parse(at(25)) });
  });

  it('carry the tenant and what correlates its hops', () => {
    const trace = progressTrace(status({ steps })) ?? expect.unreachable();
    for (const { attributes } of [trace.whole, ...trace.steps])
      expect(attributes).toMatchObject({
        'tenant.id': 'acme-auto',
        'tenant.tier': 'professional',
        'website.domain': 'acme-auto.garage.example',
        'correlation.id': 'a'.repeat(40),
        'correlation.pull_request': 12,
      });
  });

  it('say which step failed and why', () => {
    const trace =
      progressTrace(status({ steps, state: 'failed', summary: 'failed at migration' })) ?? expect.unreachable();
    expect(trace.whole.error).toBe('failed at migration');
    expect(trace.steps.map(({ error }) => error)).toEqual([undefined, undefined, 'exit code 1']);
  });

  it('are one trace however often a way is told, and another for the next way', () => {
    const first = progressTrace(status({ steps }));
    expect(progressTrace(status({ steps }))?.traceId).toBe(first?.traceId);
    expect(first?.traceId).toMatch(/^[0-9a-f]{32}$/);
    const next = status({ steps, correlation: { publishedCommit: 'c'.repeat(40) } });
    expect(progressTrace(next)?.traceId).not.toBe(first?.traceId);
  });

  it('never end before they start, however clocks differ', () => {
    const trace = progressTrace(status({ steps: [{ name: 'seen', state: 'done', startedAt: at(9), endedAt: at(3) }] }));
    expect(trace?.steps[0]).toMatchObject({ start: Date.parse(at(9)), end: Date.parse(at(9)) });
  });

  it('are none where no step has both times', () => {
    expect(progressTrace(status())).toBeUndefined();
  });
});

interface Received {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: unknown }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly status: { readonly code: number; readonly message?: string };
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  vi.unstubAllEnvs();
});

/** A receiver of OTLP over HTTP on loopback; gives what it was sent. */
async function receiver(): Promise<readonly Received[]> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    received.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return received;
}

const exportedSteps = [
  { name: 'database', state: 'done', startedAt: '2026-01-02T03:04:05Z', endedAt: '2026-01-02T03:05:05Z' },
  {
    name: 'migration',
    state: 'failed',
    startedAt: '2026-01-02T03:05:05Z',
    endedAt: '2026-01-02T03:05:09Z',
    error: 'no',
  },
] as const;

describe('the export of spans', () => {
  it('gives a collector one trace, each step below the whole', async () => {
    const received = await receiver();
    const spans = exportSpans({ 'tenantry.platform': 'garage' });
    const trace =
      progressTrace(status({ steps: exportedSteps, state: 'failed', summary: 'failed at migration' })) ??
      expect.unreachable();
    spans.send(trace);
    await spans.close();
    const [batch] = received.flatMap(({ resourceSpans }) => resourceSpans);
    const sent = batch?.scopeSpans.flatMap((scope) => scope.spans) ?? [];
    expect(batch?.resource.attributes).toContainEqual({ key: 'tenantry.platform', value: { stringValue: 'garage' } });
    expect(sent.map(({ name }) => name).sort()).toEqual(['database', 'migration', 'provision tenant']);
    expect(new Set(sent.map(({ traceId }) => traceId))).toEqual(new Set([trace.traceId]));
    const whole = sent.find(({ name }) => name === 'provision tenant');
    const below = sent.filter((span) => span !== whole);
    expect(below.map(({ parentSpanId }) => parentSpanId)).toEqual([whole?.spanId, whole?.spanId]);
    expect(below.find(({ name }) => name === 'migration')?.status).toMatchObject({ code: 2, message: 'no' });
  });

  it('ends although nobody listens, and says so', async () => {
    vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://127.0.0.1:1');
    vi.stubEnv('OTEL_EXPORTER_OTLP_TIMEOUT', '200');
    const lost: unknown[] = [];
    const spans = exportSpans({}, (error) => lost.push(error));
    spans.send(progressTrace(status({ steps: exportedSteps })) ?? expect.unreachable());
    await spans.close();
    expect(lost).toHaveLength(1);
  });
});

// A tenant's progress as spans: one for the whole and one for each step. Their ids follow from the tenant and the published commit, so
// the same progress is always one trace.

import { createHash } from 'node:crypto';
import { type Context, ROOT_CONTEXT, SpanStatusCode, TraceFlags, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Step, TenantStatus } from '../status/tenant-status.js';

interface ProgressSpan {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
  readonly attributes: Readonly<Record<string, string | number | undefined>>;
  /** What went wrong. */
  readonly error?: string;
}

export interface ProgressTrace {
  /** 32 hex digits. */
  readonly traceId: string;
  readonly whole: ProgressSpan;
  readonly steps: readonly ProgressSpan[];
}

/** Undefined where no step has both of its times. */
export function progressTrace(status: TenantStatus): ProgressTrace | undefined {
  const steps = status.steps.flatMap((step) => stepSpan(step, status));
  const [first] = steps;
  if (first === undefined) return undefined;
  const attributes = attributesOf(status);
  const failed = status.state === 'failed' || status.state === 'stuck';
  return {
    traceId: traceIdOf(status),
    whole: {
      name: 'provision tenant',
      start: steps.reduce((least, { start }) => Math.min(least, start), first.start),
      end: steps.reduce((most, { end }) => Math.max(most, end), first.end),
      attributes: { ...attributes, 'tenantry.outcome': status.state },
      error: failed ? status.summary : undefined,
    },
    steps,
  };
}

/** As requirements for tracing name them (`tenant.id`, `tenant.tier`, `website.domain`), and what ties hop to hop. */
function attributesOf({ tenant, tier, region, product, url, correlation }: TenantStatus): ProgressSpan['attributes'] {
  const { sourceCommit, pullRequest, publishedCommit } = correlation;
  return {
    'tenant.id': tenant,
    'tenant.tier': tier,
    'tenant.region': region,
    'tenant.product': product,
    'website.domain': url.replace(/^https?:\/\//, ''),
    'correlation.id': sourceCommit,
    'correlation.pull_request': pullRequest,
    'correlation.published_commit': publishedCommit,
  };
}

function stepSpan(step: Step, status: TenantStatus): ProgressSpan[] {
  const start = Date.parse(step.startedAt ?? '');
  const end = Date.parse(step.endedAt ?? '');
  if (Number.isNaN(start) || Number.isNaN(end)) return [];
  return [
    {
      name: step.name,
      start,
      // Clocks differ: no span ends before it starts.
      end: Math.max(start, end),
      attributes: { ...attributesOf(status), 'tenantry.step': step.name, 'tenantry.outcome': step.state },
      error: step.state === 'failed' ? (step.error ?? 'failed') : undefined,
    },
  ];
}

function traceIdOf({ tenant, correlation }: TenantStatus): string {
  const commit = correlation.publishedCommit ?? correlation.sourceCommit ?? '';
  return createHash('sha256').update(`${tenant}\0${commit}`).digest('hex').slice(0, 32);
}

export interface SpanExport {
  send(trace: ProgressTrace): void;
  /** Sends what waits, and ends. */
  close(): Promise<void>;
}

/** `resource`: attributes of the sender, as the platform's name. `onLost` is told where the last spans could not be sent. */
export function exportSpans(
  resource: Readonly<Record<string, string>>,
  onLost: (error: unknown) => void = () => {},
): SpanExport {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tenantry', ...resource }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('tenantry');
  return {
    send: ({ traceId, whole, steps }) => {
      const inside = startAndEnd(tracer, whole, inTrace(traceId));
      for (const step of steps) startAndEnd(tracer, step, inside);
    },
    close: () => provider.shutdown().catch(onLost),
  };
}

/** A trace with that id, whose parent is nobody's span. */
function inTrace(traceId: string): Context {
  const spanId = traceId.slice(0, 16);
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED, isRemote: true });
}

/** Gives the context of what happened within. */
function startAndEnd(tracer: Tracer, { name, start, end, attributes, error }: ProgressSpan, context: Context): Context {
  const span = tracer.startSpan(name, { startTime: start, attributes }, context);
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  span.end(end);
  return trace.setSpan(context, span);
}

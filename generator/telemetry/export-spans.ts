// Sends ways to an OpenTelemetry collector by OTLP. Where it goes, and with which headers, is told by OpenTelemetry's own variables
// (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS); a collector that is away costs spans and never holds anything up.
import { type Context, ROOT_CONTEXT, SpanStatusCode, TraceFlags, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { WaySpan, WayTrace } from './way-spans.js';

export interface SpanExport {
  send(way: WayTrace): void;
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
function startAndEnd(tracer: Tracer, { name, start, end, attributes, error }: WaySpan, context: Context): Context {
  const span = tracer.startSpan(name, { startTime: start, attributes }, context);
  if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
  span.end(end);
  return trace.setSpan(context, span);
}

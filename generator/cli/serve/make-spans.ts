// Where `tenantry serve` sends its spans, by OpenTelemetry's own variables of the environment.
import type { Logger } from 'pino';
import { exportSpans, type SpanExport } from '../../telemetry/export-spans.js';

/** Undefined where nobody collects them. */
export function tryMakeSpans(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
  logger: Logger,
): SpanExport | undefined {
  const wanted = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'].some(
    (name) => environment[name],
  );
  if (!wanted) return undefined;
  const lost = (error: unknown) => logger.warn({ error: String(error) }, 'spans could not be sent');
  return exportSpans({ 'tenantry.platform': platform }, lost);
}

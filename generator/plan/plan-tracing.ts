// What a service learns of tracing: where its cluster collects traces, and whose its own are. Only services: the tier is among it, and a
// job that changes with the tier would run again.
import type { TracingVariable } from '../../constructs/tracing.js';
import type { Resolve } from './plan-container.js';
import type { PlannedCluster } from './plan-context.js';
import type { Sourced } from './sourced.js';

export interface TracingInput {
  readonly name: string;
  readonly cluster: PlannedCluster['traced'];
  readonly resolve: Resolve;
}

/** The variables of a service that sends traces; none where its cluster collects none. */
export function tracingEnv({
  name,
  cluster,
  resolve,
}: TracingInput): Partial<Record<TracingVariable, Sourced<string>>> {
  const { tracing, environment } = cluster;
  if (tracing === undefined) return {};
  const attributes = {
    'deployment.environment.name': environment.value,
    'service.name': name,
    'service.namespace': resolve('tenant.product').value,
    'tenant.domain': resolve('tenant.host').value,
    'tenant.id': resolve('tenant.id').value,
    'tenant.tier': resolve('tenant.tier').value,
  };
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: tracing.endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: tracing.protocol,
    OTEL_RESOURCE_ATTRIBUTES: resolve('tenant.id').map(() => listOf(attributes)),
  };
}

/** As the specification of resources writes it: pairs with commas between them, each value as in a URL. */
function listOf(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join(',');
}

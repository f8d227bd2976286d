// The variables by which OpenTelemetry's libraries learn where traces go and whose they are, as its specification names them
// (opentelemetry.io/docs/specs/otel, "Environment Variable Specification"). The plan gives them values; load refuses other givers.

import type { ClusterProps } from '../base/cluster.js';
import type { Resolve } from '../base/plan-container.js';
import type { Sourced, Traced } from '../base/traced.js';

export const tracingVariables = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_RESOURCE_ATTRIBUTES',
] as const;

export type TracingVariable = (typeof tracingVariables)[number];

export interface TracingInput {
  readonly name: string;
  readonly cluster: Traced<ClusterProps>;
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

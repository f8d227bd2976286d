// The variables by which OpenTelemetry's libraries learn where traces go and whose they are, as its specification names them
// (opentelemetry.io/docs/specs/otel, "Environment Variable Specification"). The plan gives them values; load refuses other givers.

import { z } from 'zod';
import type { PlannedCluster } from '../../generator/plan/plan-context.js';
import { sharedService, webUrl } from '../base/schema.js';
import type { Sourced } from '../base/traced.js';
import type { Resolve } from './plan-container.js';

export const tracingVariables = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_RESOURCE_ATTRIBUTES',
] as const;

export type TracingVariable = (typeof tracingVariables)[number];

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

export const tracing = z
  .strictObject({
    endpoint: webUrl.meta({
      description: 'Where OpenTelemetry’s exporters send to, with the port',
      examples: ['http://collector.tracing.svc:4318'],
    }),
    protocol: z
      .enum(['http/protobuf', 'grpc'])
      .default('http/protobuf')
      .describe('What is spoken there; grpc listens on 4317 mostly, http/protobuf on 4318'),
    network: sharedService.describe('Where the collector is reached'),
  })
  .describe('The collector of traces; without it services run without traces');

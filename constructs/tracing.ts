// The variables by which OpenTelemetry's libraries learn where traces go and whose they are, as its specification names them
// (opentelemetry.io/docs/specs/otel, "Environment Variable Specification"). The plan gives them values; load refuses other givers.

export const tracingVariables = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_RESOURCE_ATTRIBUTES',
] as const;

export type TracingVariable = (typeof tracingVariables)[number];

// What the tenant's services may exchange with each other and with those who watch them.
import type { ClusterProps } from '../base/cluster.js';
import type { NetworkPlace, WorkloadPolicy } from '../base/concern.js';
import { selectorLabels } from '../base/metadata.js';
import { from, ownWorkloads, podsOf, toOwnServices, toService } from '../base/network-rules.js';
import { sortedEntries } from '../base/order.js';
import type { Resolve } from '../base/plan-container.js';
import type { TenantProps } from '../base/tenant.js';
import type { Sourced, Traced } from '../base/traced.js';
import type { JobProps, ServiceProps } from '../base/workload.js';

/** Of each service: who calls it because it waits for it, Prometheus, and the services that it calls itself. */
export function servicePolicies(tenant: TenantProps): WorkloadPolicy[] {
  return sortedEntries(tenant.services).map(([name, service]) => ({
    name: `service-${name}`,
    workload: name,
    pods: selectorLabels(tenant, name),
    container: service,
    ingress: [...fromCallers(tenant, name, service), ...fromPrometheus(tenant, service)],
    egress: toOwnServices(tenant, service.waitsFor),
  }));
}

function fromCallers(tenant: TenantProps, name: string, { port }: ServiceProps): WorkloadPolicy['ingress'] {
  const callers = sortedEntries<ServiceProps | JobProps>({ ...tenant.services, ...tenant.jobs })
    .filter(([, { waitsFor }]) => waitsFor.includes(name))
    .map(([caller]) => caller);
  return port === undefined || callers.length === 0 ? [] : [from(ownWorkloads(tenant, callers), [port])];
}

function fromPrometheus({ cluster }: TenantProps, { metrics }: ServiceProps): WorkloadPolicy['ingress'] {
  return metrics === undefined ? [] : [from([podsOf(cluster.monitoring.prometheus)], [metrics.port])];
}

/** The collector of traces. */
export function collector({ services, cluster: { tracing } }: TenantProps): NetworkPlace[] {
  if (tracing === undefined) return [];
  const users = Object.entries(services).flatMap(([name, service]) => (service.tracing === true ? name : []));
  return [{ name: 'collector', users, egress: toService(tracing.network) }];
}

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

// What the tenant's services may exchange with each other and with those who watch them.
import type { NetworkPlace, WorkloadPolicy } from '../base/concern.js';
import { selectorLabels } from '../base/metadata.js';
import { from, ownWorkloads, podsOf, toOwnServices, toService } from '../base/network-rules.js';
import { sortedEntries } from '../base/order.js';
import type { TenantProps } from '../base/tenant.js';
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

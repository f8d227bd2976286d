// What one service or job may exchange with others; part of the concern network.

import type { Identity } from '../base/metadata.js';
import { type Allowances, from, internet, ownPods, ownWorkloads, podsOf, to } from '../base/network-rules.js';
import { sortedEntries } from '../base/order.js';
import type { TenantProps } from '../base/tenant.js';
import type { ContainerProps, JobProps, ServiceProps } from '../base/workload.js';
import { engineOf } from '../database/engines.js';
import { serverSelector, serversOf } from '../database/server.js';

export type WorkloadNetworkProps = Identity &
  Pick<TenantProps, 'services' | 'jobs' | 'routes' | 'database' | 'messaging' | 'buckets'> & {
    readonly cluster: Pick<
      TenantProps['cluster'],
      'routing' | 'monitoring' | 'tracing' | 'sharedServices' | 'privateRanges' | 'messaging' | 'buckets'
    >;
  };

const https = 443;

/** What a service takes in (its routes, callers and Prometheus) and reaches out to. */
export function serviceRules(tenant: WorkloadNetworkProps, name: string, service: ServiceProps): Allowances {
  const { routing, monitoring } = tenant.cluster;
  const routed = tenant.routes.filter((route) => route.service === name).map(({ port }) => port);
  const callers = sortedEntries<ServiceProps | JobProps>({ ...tenant.services, ...tenant.jobs }).filter(
    ([, { waitsFor }]) => waitsFor.includes(name),
  );
  const { port, metrics } = service;
  return {
    ingress: [
      ...(routed.length === 0 ? [] : [from([podsOf(routing.proxies)], routed)]),
      ...(port === undefined || callers.length === 0
        ? []
        : [
            from(
              ownWorkloads(
                tenant,
                callers.map(([caller]) => caller),
              ),
              [port],
            ),
          ]),
      ...(metrics === undefined ? [] : [from([podsOf(monitoring.prometheus)], [metrics.port])]),
    ],
    egress: [...toServices(tenant, service), ...toOutside(tenant, name, service)],
  };
}

/** What a job reaches out to; nobody calls it. */
export function jobRules(tenant: WorkloadNetworkProps, name: string, job: JobProps): Allowances {
  return { ingress: [], egress: [...toServices(tenant, job), ...toOutside(tenant, name, job)] };
}

function toServices(tenant: WorkloadNetworkProps, { waitsFor }: ServiceProps | JobProps): Allowances['egress'] {
  const callees = [...waitsFor].sort().map((callee) => ({ callee, port: tenant.services[callee]?.port }));
  const ports = [...new Set(callees.flatMap(({ port }) => port ?? []))].sort((a, b) => a - b);
  return ports.map((port) => {
    const listening = callees.filter((each) => each.port === port).map(({ callee }) => callee);
    return to(ownWorkloads(tenant, listening), [port]);
  });
}

/** The database and the internet; other places have policies of their own (place-network.ts). */
function toOutside(tenant: WorkloadNetworkProps, name: string, workload: ContainerProps): Allowances['egress'] {
  return [
    ...toDatabase(tenant, name),
    ...(workload.internet ? [to(internet(tenant.cluster.privateRanges), [https])] : []),
  ];
}

function toDatabase({ database }: WorkloadNetworkProps, name: string): Allowances['egress'] {
  if (database === undefined || !database.databases.some(({ usedBy }) => usedBy.includes(name))) return [];
  const servers = serversOf(database).map((server) => ownPods(serverSelector(server)));
  return [to(servers, [engineOf(database.engine).port])];
}

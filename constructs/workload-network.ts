// What one service or job may exchange with others; part of the concern network.
import { brokerPods, brokerPort } from './broker.js';
import type { SharedService } from './cluster.js';
import { engineOf } from './database-engines.js';
import { serverSelector, serversOf } from './database-server.js';
import { internet } from './internet.js';
import { type Allowances, blocks, from, ownPods, ownWorkloads, podsOf, to } from './network-rules.js';
import type { Identity } from './object-meta.js';
import { sortedEntries } from './sorted-entries.js';
import type { ContainerProps, JobProps, ServiceProps, TenantProps } from './tenant.js';

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
    egress: [...toServices(tenant, service), ...toOutside(tenant, name, service), ...toCollector(tenant, service)],
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

/** The database, the broker, the object store, shared services of the cluster and the internet. */
function toOutside(tenant: WorkloadNetworkProps, name: string, workload: ContainerProps): Allowances['egress'] {
  return [
    ...toDatabase(tenant, name),
    ...toBroker(tenant, name),
    ...toBuckets(tenant, name),
    ...[...workload.egress].sort().map((shared) => toShared(tenant, shared)),
    ...(workload.internet ? [to(internet(tenant.cluster.privateRanges), [https])] : []),
  ];
}

function toCollector({ cluster }: WorkloadNetworkProps, { tracing = false }: ServiceProps): Allowances['egress'] {
  return cluster.tracing === undefined || !tracing ? [] : [toPlaceOf(cluster.tracing.network)];
}

function toDatabase({ database }: WorkloadNetworkProps, name: string): Allowances['egress'] {
  if (database === undefined || !database.databases.some(({ usedBy }) => usedBy.includes(name))) return [];
  const servers = serversOf(database).map((server) => ownPods(serverSelector(server)));
  return [to(servers, [engineOf(database.engine).port])];
}

function toBroker({ messaging, cluster }: WorkloadNetworkProps, name: string): Allowances['egress'] {
  const broker = cluster.messaging;
  if (broker === undefined || messaging?.usedBy.includes(name) !== true) return [];
  return [to([podsOf(brokerPods(broker))], [brokerPort(broker)])];
}

function toBuckets({ buckets, cluster }: WorkloadNetworkProps, name: string): Allowances['egress'] {
  const store = cluster.buckets;
  const uses = Object.values(buckets).some(({ usedBy }) => usedBy.includes(name));
  return store === undefined || !uses ? [] : [toPlaceOf(store.network)];
}

/** @throws Error where the cluster has no such shared service; loading refuses that before. */
function toShared({ cluster }: WorkloadNetworkProps, name: string): Allowances['egress'][number] {
  const shared = cluster.sharedServices[name];
  if (shared === undefined) throw new Error(`the cluster has no shared service ${JSON.stringify(name)}`);
  return toPlaceOf(shared);
}

function toPlaceOf(shared: SharedService): Allowances['egress'][number] {
  return to('peer' in shared ? [podsOf(shared.peer)] : blocks(shared.cidrs), shared.ports);
}

// The places outside the namespace that a tenant's services and jobs may reach: the broker, the object store, the collector of
// traces, shared services of the cluster. Each is one policy that names who may reach it; part of the concern network.
import type { k8s } from 'cdk8s-plus-29';
import type { SharedService } from '../base/cluster.js';
import { blocks, ownWorkloads, podsOf, to } from '../base/network-rules.js';
import { brokerPods, brokerPort } from '../messaging/broker.js';
import type { WorkloadNetworkProps } from './workload-policies.js';

export interface Place {
  /** Of its policy. */
  readonly name: string;
  readonly users: k8s.LabelSelector;
  readonly egress: k8s.NetworkPolicyEgressRule;
}

/** Those that somebody uses and the cluster has. */
export function placesOf(tenant: WorkloadNetworkProps): Place[] {
  const { messaging: broker, buckets: store, tracing } = tenant.cluster;
  const shared = [...new Set(workloadsOf(tenant).flatMap(([, { egress }]) => egress))].sort();
  return [
    ...(broker === undefined
      ? []
      : placeOf(tenant, 'broker', usersOfBroker(tenant), to([podsOf(brokerPods(broker))], [brokerPort(broker)]))),
    ...(store === undefined ? [] : placeOf(tenant, 'buckets', usersOfBuckets(tenant), toService(store.network))),
    ...(tracing === undefined ? [] : placeOf(tenant, 'collector', traced(tenant), toService(tracing.network))),
    ...shared.flatMap((name) =>
      placeOf(tenant, `shared-${name}`, usersOfShared(tenant, name), toService(findShared(tenant, name))),
    ),
  ];
}

function placeOf(
  tenant: WorkloadNetworkProps,
  name: string,
  users: readonly string[],
  egress: k8s.NetworkPolicyEgressRule,
): Place[] {
  return ownWorkloads(tenant, [...users].sort()).flatMap(({ podSelector }) =>
    podSelector === undefined ? [] : { name, users: podSelector, egress },
  );
}

function workloadsOf({ services, jobs }: WorkloadNetworkProps) {
  return [...Object.entries(services), ...Object.entries(jobs)];
}

function usersOfBroker({ messaging }: WorkloadNetworkProps): readonly string[] {
  return messaging?.usedBy ?? [];
}

function usersOfBuckets({ buckets }: WorkloadNetworkProps): string[] {
  return [...new Set(Object.values(buckets).flatMap(({ usedBy }) => usedBy))];
}

function traced({ services }: WorkloadNetworkProps): string[] {
  return Object.entries(services).flatMap(([name, { tracing }]) => (tracing === true ? name : []));
}

function usersOfShared(tenant: WorkloadNetworkProps, shared: string): string[] {
  return workloadsOf(tenant).flatMap(([name, { egress }]) => (egress.includes(shared) ? name : []));
}

/** @throws Error where the cluster has no such shared service; loading refuses that before. */
function findShared({ cluster }: WorkloadNetworkProps, name: string): SharedService {
  const shared = cluster.sharedServices[name];
  if (shared === undefined) throw new Error(`the cluster has no shared service ${JSON.stringify(name)}`);
  return shared;
}

function toService(shared: SharedService): k8s.NetworkPolicyEgressRule {
  return to('peer' in shared ? [podsOf(shared.peer)] : blocks(shared.cidrs), shared.ports);
}

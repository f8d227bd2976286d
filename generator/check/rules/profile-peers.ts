// What a cluster's profile names, in whatever part of it, that a tenant may reach outside its namespace: groups of pods and services.
import { brokerPods } from '../../../constructs/broker.js';
import type { ClusterProps, Peer, SharedService } from '../../../constructs/cluster.js';

/** All groups of pods; one may stand there more than once. */
export function profilePeers(cluster: ClusterProps): Peer[] {
  const { dns, routing, databaseOperator, mariadbOperator, certificates, monitoring, messaging } = cluster;
  return [
    dns,
    routing.proxies,
    databaseOperator,
    mariadbOperator,
    monitoring.prometheus,
    ...(messaging === undefined ? [] : [brokerPods(messaging)]),
    ...(certificates === undefined ? [] : [certificates.controller]),
    ...profileServices(cluster).flatMap((service) => ('peer' in service ? [service.peer] : [])),
  ];
}

/** The shared services, and what is reached as one: the object store, the collector of traces. */
export function profileServices({ sharedServices, buckets, tracing }: ClusterProps): SharedService[] {
  return [
    ...Object.values(sharedServices),
    ...(buckets === undefined ? [] : [buckets.network]),
    ...(tracing === undefined ? [] : [tracing.network]),
  ];
}

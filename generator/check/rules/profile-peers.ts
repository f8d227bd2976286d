// Every group of pods that a cluster's profile names, in whatever part of it: a tenant may reach these and no others outside its namespace.
import type { ClusterProps, Peer } from '../../../constructs/cluster.js';

export function profilePeers(cluster: ClusterProps): Peer[] {
  const { dns, routing, databaseOperator, certificates, monitoring, sharedServices } = cluster;
  return [
    dns,
    routing.proxies,
    databaseOperator,
    monitoring.prometheus,
    ...(certificates === undefined ? [] : [certificates.controller]),
    ...Object.values(sharedServices).flatMap((service) => ('peer' in service ? [service.peer] : [])),
  ];
}

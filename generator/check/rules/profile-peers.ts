// Every group of pods that a cluster's profile names, in whatever part of it: a tenant may reach these and no others outside its namespace.
import { brokerPods } from '../../../constructs/broker.js';
import type { ClusterProps, Peer } from '../../../constructs/cluster.js';

/** All of them; one may stand there more than once. */
export function profilePeers(cluster: ClusterProps): Peer[] {
  const {
    dns,
    routing,
    databaseOperator,
    mariadbOperator,
    certificates,
    monitoring,
    messaging,
    buckets,
    sharedServices,
  } = cluster;
  return [
    dns,
    routing.proxies,
    databaseOperator,
    mariadbOperator,
    monitoring.prometheus,
    ...(messaging === undefined ? [] : [brokerPods(messaging)]),
    ...(certificates === undefined ? [] : [certificates.controller]),
    ...[...Object.values(sharedServices), ...(buckets === undefined ? [] : [buckets.network])].flatMap((service) =>
      'peer' in service ? [service.peer] : [],
    ),
  ];
}

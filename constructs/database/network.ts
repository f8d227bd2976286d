// What the tenant's database may exchange with others, by engine, and who may reach it.
import type { k8s } from 'cdk8s-plus-29';
import type { ClusterProps } from '../base/cluster.js';
import type { PodPolicy, ProfilePeers } from '../base/concern.js';
import { type Allowances, ownPods, to } from '../base/network-rules.js';
import type { TenantProps } from '../base/tenant.js';
import { engineParts } from './engine-parts.js';
import { engineNames, engineOf } from './engines.js';
import { serverSelector, serversOf } from './server.js';

/** The policies of the database’s pods, in both directions: users, operator, replicas, backup store and Prometheus. */
export function databasePolicies(tenant: TenantProps): PodPolicy[] {
  const { database } = tenant;
  return database === undefined
    ? []
    : serversOf(database).flatMap((server) => engineParts[server.engine].policies(tenant, server));
}

/** Those who use a database may reach its servers. */
export function reachedServers({ database }: TenantProps, workload: string): Partial<Allowances> {
  if (database === undefined || !database.databases.some(({ usedBy }) => usedBy.includes(workload))) return {};
  const servers = serversOf(database).map((server): k8s.NetworkPolicyPeer => ownPods(serverSelector(server)));
  return { egress: [to(servers, [engineOf(database.engine).port])] };
}

/** The engines' operators, and the store of backups. */
export function databasePeers(cluster: ClusterProps): ProfilePeers {
  return {
    pods: engineNames.map((engine) => cluster[engineOf(engine).operator]),
    ranges: cluster.backupStore?.network.map(({ cidr }) => cidr) ?? [],
  };
}

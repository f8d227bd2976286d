// What the database's pods (instances, jobs and poolers of the CNPG Cluster) may exchange with others; part of the concern network.
// The rows are those of CloudNativePG's own network requirements (its documentation, "Networking"): each one that is missing
// stops the operator, replication or backups.
import { names } from './names.js';
import { type Allowances, from, ownPods, podsOf, to, toEndpoints } from './network-rules.js';
import { type Identity, selectorLabels } from './object-meta.js';
import type { DatabaseProps, TenantProps } from './tenant.js';

export type DatabaseNetworkProps = Identity & {
  readonly cluster: Pick<TenantProps['cluster'], 'apiServer' | 'backupStore' | 'databaseOperator' | 'monitoring'>;
};

export const databaseSelector = { 'cnpg.io/cluster': names.databaseCluster } as const;

const ports = { postgres: 5432, instanceManager: 8000, metrics: 9187 } as const;

/** Both directions of the database’s pods: users, operator, replicas, kube-apiserver, backup store and Prometheus. */
export function databaseRules(tenant: DatabaseNetworkProps, database: DatabaseProps): Allowances {
  const { apiServer, backupStore, databaseOperator, monitoring } = tenant.cluster;
  const instances = ownPods(databaseSelector);
  const users = [...new Set(database.databases.flatMap(({ usedBy }) => usedBy))].sort();
  const backups = database.backup === undefined ? [] : (backupStore?.network ?? []);
  return {
    ingress: [
      from([podsOf(databaseOperator), instances], [ports.postgres, ports.instanceManager]),
      ...(users.length === 0
        ? []
        : [
            from(
              users.map((user) => ownPods(selectorLabels(tenant, user))),
              [ports.postgres],
            ),
          ]),
      from([podsOf(monitoring.prometheus)], [ports.metrics]),
    ],
    egress: [to([instances], [ports.postgres, ports.instanceManager]), ...toEndpoints([...apiServer, ...backups])],
  };
}

// What the pods of the tenant's MariaDB may exchange with others: the server, its metrics exporter, its backup jobs. Part of the
// concern network. A single server without an agent never speaks to the API server.
import { databaseEngines } from './database-engines.js';
import { type DatabaseNetworkProps, type DatabasePolicy, fromUsers } from './database-network-props.js';
import { names } from './names.js';
import { from, ownPods, podsOf, to, toEndpoints } from './network-rules.js';
import { selectorLabels } from './object-meta.js';
import type { DatabaseProps } from './tenant.js';

const { port, selector, server } = databaseEngines.mariadb;
/** The operator's exporter, a Deployment of its own (pkg/builder/labels, deployment_builder.go). */
const exporter = { 'app.kubernetes.io/name': 'exporter', 'app.kubernetes.io/instance': `${server}-metrics` } as const;
const metrics = 9104;

export function mariadbPolicies(tenant: DatabaseNetworkProps, database: DatabaseProps): DatabasePolicy[] {
  const { backupStore, mariadbOperator, monitoring } = tenant.cluster;
  const backupJob = selectorLabels(tenant, names.backupJob);
  const store = database.backup === undefined ? undefined : backupStore;
  const toServer = to([ownPods(selector)], [port]);
  return [
    {
      name: 'database',
      pods: selector,
      ingress: [
        from(
          [podsOf(mariadbOperator), ownPods(exporter), ...(store === undefined ? [] : [ownPods(backupJob)])],
          [port],
        ),
        ...fromUsers(tenant, database, port),
      ],
      egress: [],
    },
    {
      name: 'database-exporter',
      pods: exporter,
      ingress: [from([podsOf(monitoring.prometheus)], [metrics])],
      egress: [toServer],
    },
    ...(store === undefined
      ? []
      : [
          {
            name: 'database-backup',
            pods: backupJob,
            ingress: [],
            egress: [toServer, ...toEndpoints(store.network)],
          },
        ]),
  ];
}

// What the pods of the CNPG Cluster (instances, jobs and poolers) may exchange with others.
// The rows are those of CloudNativePG's own network requirements (its documentation, "Networking"): each one that is missing
// stops the operator, replication or backups.

import type { PodPolicy } from '../../base/concern.js';
import { from, ownPods, podsOf, to, toEndpoints } from '../../base/network-rules.js';
import type { TenantProps } from '../../base/tenant.js';
import { databaseEngines } from '../engines.js';
import { fromUsers } from '../policies.js';
import type { DatabaseProps } from '../schema.js';
import { generationSuffix, serverSelector } from '../server.js';

const { port } = databaseEngines.postgres;
const instanceManager = 8000;
const metrics = 9187;

export function postgresPolicies(tenant: TenantProps, database: DatabaseProps): PodPolicy[] {
  const { apiServer, backupStore, databaseOperator, monitoring } = tenant.cluster;
  const selector = serverSelector(database);
  const instances = ownPods(selector);
  const backups = database.backup === undefined ? [] : (backupStore?.network ?? []);
  return [
    {
      name: `database${generationSuffix(database)}`,
      pods: selector,
      ingress: [
        from([podsOf(databaseOperator), instances], [port, instanceManager]),
        ...fromUsers(tenant, database, port),
        from([podsOf(monitoring.prometheus)], [metrics]),
      ],
      egress: [to([instances], [port, instanceManager]), ...toEndpoints([...apiServer, ...backups])],
    },
  ];
}

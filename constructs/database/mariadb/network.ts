// What the pods of the tenant's MariaDB may exchange with others: the server, its metrics exporter, its backup jobs. A single server without an agent never speaks to the API server; the job that puts it to sleep does.

import type { PodPolicy } from '../../base/concern.js';
import { selectorLabels } from '../../base/metadata.js';
import { from, ownPods, podsOf, to, toEndpoints } from '../../base/network-rules.js';
import type { TenantProps } from '../../base/tenant.js';
import { databaseEngines } from '../engines.js';
import { fromUsers } from '../policies.js';
import type { DatabaseProps } from '../schema.js';
import { generationSuffix, serverName, serverSelector } from '../server.js';
import { mariadbNames, restoreLabel } from './names.js';

const { port } = databaseEngines.mariadb;
const metrics = 9104;

export function mariadbPolicies(tenant: TenantProps, database: DatabaseProps): PodPolicy[] {
  const store = database.backup === undefined ? undefined : tenant.cluster.backupStore;
  return [
    serverPolicy(tenant, database, store !== undefined),
    exporterPolicy(tenant, database),
    ...(store === undefined ? [] : jobPolicies(tenant, database, toEndpoints(store.network))),
    ...(tenant.lifecycle === 'active' ? [] : [hibernationPolicy(tenant, database)]),
  ];
}

function serverPolicy(tenant: TenantProps, database: DatabaseProps, isBackedUp: boolean): PodPolicy {
  const backupJob = ownPods(selectorLabels(tenant, mariadbNames.backupJob));
  const clients = [podsOf(tenant.cluster.mariadbOperator), ownPods(exporterOf(database))];
  return {
    name: `database${generationSuffix(database)}`,
    pods: serverSelector(database),
    ingress: [from([...clients, ...(isBackedUp ? [backupJob] : [])], [port]), ...fromUsers(tenant, database, port)],
    egress: [],
  };
}

function exporterPolicy({ cluster }: TenantProps, database: DatabaseProps): PodPolicy {
  return {
    name: `database${generationSuffix(database)}-exporter`,
    pods: exporterOf(database),
    ingress: [from([podsOf(cluster.monitoring.prometheus)], [metrics])],
    egress: [toServer(database)],
  };
}

/** The jobs that take backups of the server, and the one that it begins with where it is restored. */
function jobPolicies(tenant: TenantProps, database: DatabaseProps, toStore: PodPolicy['egress']): PodPolicy[] {
  const suffix = generationSuffix(database);
  const backups: PodPolicy = {
    name: `database${suffix}-backup`,
    pods: selectorLabels(tenant, mariadbNames.backupJob),
    ingress: [],
    egress: [toServer(database), ...toStore],
  };
  const pods = { [restoreLabel]: serverName(database) };
  const restore = { name: `database${suffix}-restore`, pods, ingress: [], egress: toStore };
  return [backups, ...(database.restore === undefined ? [] : [restore])];
}

function hibernationPolicy(tenant: TenantProps, database: DatabaseProps): PodPolicy {
  return {
    name: `database${generationSuffix(database)}-hibernation`,
    pods: selectorLabels(tenant, mariadbNames.hibernation(serverName(database))),
    ingress: [],
    egress: toEndpoints(tenant.cluster.apiServer),
  };
}

function toServer(database: DatabaseProps): PodPolicy['egress'][number] {
  return to([ownPods(serverSelector(database))], [port]);
}

/** The operator's exporter, a Deployment of its own (pkg/builder/labels, deployment_builder.go). */
function exporterOf(database: DatabaseProps): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': 'exporter',
    'app.kubernetes.io/instance': mariadbNames.exporter(serverName(database)),
  };
}

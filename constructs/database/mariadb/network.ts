// What the pods of the tenant's MariaDB may exchange with others: the server, its metrics exporter, its backup jobs. Part of the
// concern network. A single server without an agent never speaks to the API server; the job that puts it to sleep does.

import { names, restoreLabel, selectorLabels } from '../../base/metadata.js';
import { from, ownPods, podsOf, to, toEndpoints } from '../../base/network-rules.js';
import { databaseEngines } from '../engines.js';
import { type DatabaseNetworkProps, type DatabasePolicy, fromUsers } from '../policies.js';
import type { DatabaseProps } from '../props.js';
import { generationSuffix, serverName, serverSelector } from '../server.js';

const { port } = databaseEngines.mariadb;
const metrics = 9104;

export function mariadbPolicies(tenant: DatabaseNetworkProps, database: DatabaseProps): DatabasePolicy[] {
  const store = database.backup === undefined ? undefined : tenant.cluster.backupStore;
  return [
    serverPolicy(tenant, database, store !== undefined),
    exporterPolicy(tenant, database),
    ...(store === undefined ? [] : jobPolicies(tenant, database, toEndpoints(store.network))),
    ...(tenant.lifecycle === 'active' ? [] : [hibernationPolicy(tenant, database)]),
  ];
}

function serverPolicy(tenant: DatabaseNetworkProps, database: DatabaseProps, isBackedUp: boolean): DatabasePolicy {
  const backupJob = ownPods(selectorLabels(tenant, names.backupJob));
  const clients = [podsOf(tenant.cluster.mariadbOperator), ownPods(exporterOf(database))];
  return {
    name: `database${generationSuffix(database)}`,
    pods: serverSelector(database),
    ingress: [from([...clients, ...(isBackedUp ? [backupJob] : [])], [port]), ...fromUsers(tenant, database, port)],
    egress: [],
  };
}

function exporterPolicy({ cluster }: DatabaseNetworkProps, database: DatabaseProps): DatabasePolicy {
  return {
    name: `database${generationSuffix(database)}-exporter`,
    pods: exporterOf(database),
    ingress: [from([podsOf(cluster.monitoring.prometheus)], [metrics])],
    egress: [toServer(database)],
  };
}

/** The jobs that take backups of the server, and the one that it begins with where it is restored. */
function jobPolicies(
  tenant: DatabaseNetworkProps,
  database: DatabaseProps,
  toStore: DatabasePolicy['egress'],
): DatabasePolicy[] {
  const suffix = generationSuffix(database);
  const backups: DatabasePolicy = {
    name: `database${suffix}-backup`,
    pods: selectorLabels(tenant, names.backupJob),
    ingress: [],
    egress: [toServer(database), ...toStore],
  };
  const pods = { [restoreLabel]: serverName(database) };
  const restore = { name: `database${suffix}-restore`, pods, ingress: [], egress: toStore };
  return [backups, ...(database.restore === undefined ? [] : [restore])];
}

function hibernationPolicy(tenant: DatabaseNetworkProps, database: DatabaseProps): DatabasePolicy {
  return {
    name: `database${generationSuffix(database)}-hibernation`,
    pods: selectorLabels(tenant, names.hibernation(serverName(database))),
    ingress: [],
    egress: toEndpoints(tenant.cluster.apiServer),
  };
}

function toServer(database: DatabaseProps): DatabasePolicy['egress'][number] {
  return to([ownPods(serverSelector(database))], [port]);
}

/** The operator's exporter, a Deployment of its own (pkg/builder/labels, deployment_builder.go). */
function exporterOf(database: DatabaseProps): Readonly<Record<string, string>> {
  return {
    'app.kubernetes.io/name': 'exporter',
    'app.kubernetes.io/instance': names.exporter(serverName(database)),
  };
}

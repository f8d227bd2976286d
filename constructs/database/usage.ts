// What a tenant's database uses, for its cost; and how large it is, for people who review a plan.
import type { Demand, Usage } from '../base/concern.js';
import { parseQuantity } from '../base/quantity.js';
import type { TenantProps } from '../base/tenant.js';
import { engineParts } from './engine-parts.js';
import { engineOf } from './engines.js';
import { serversOf } from './server.js';

/** Requests of all instances of servers; their volumes also while nothing runs. */
export function databaseUsage({ database, lifecycle }: TenantProps): Partial<Usage> {
  if (database === undefined) return {};
  const { requests } = database.resources;
  const instances = BigInt(database.instances * serversOf(database).length);
  const runs = lifecycle === 'active' ? instances : 0n;
  return {
    cpu: runs * parseQuantity(requests.cpu),
    memory: runs * parseQuantity(requests.memory),
    storage: instances * parseQuantity(database.storage),
  };
}

/** As `3 database instances of 80Gi with backups`. */
export function databaseSize({ database }: TenantProps): string | undefined {
  if (database === undefined) return undefined;
  const { instances, storage, backup } = database;
  const what = instances === 1 ? 'a database' : `${instances} database instances`;
  return `${what} of ${storage}${backup === undefined ? '' : ' with backups'}`;
}

export function databaseDemand({ database }: Pick<TenantProps, 'database'>): Demand {
  if (database === undefined) return {};
  const servers = serversOf(database);
  const each = servers.map((server) => engineParts[server.engine].demand(server));
  return {
    pods: each.flatMap(({ pods }) => pods ?? []),
    volumes: each.flatMap(({ volumes }) => volumes ?? []),
    services: servers.length * engineOf(database.engine).services,
  };
}

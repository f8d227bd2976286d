// What the tenant's database may exchange with others, by engine; part of the concern network.
import type { EngineName } from './database-engines.js';
import type { DatabaseNetworkProps, DatabasePolicy } from './database-network-props.js';
import type { DatabaseProps } from './database-props.js';
import { serversOf } from './database-server.js';
import { mariadbPolicies } from './mariadb-network.js';
import { postgresPolicies } from './postgres-network.js';

/** The policies of the database’s pods, in both directions: users, operator, replicas, backup store and Prometheus. */
export function databasePolicies(tenant: DatabaseNetworkProps, database: DatabaseProps): DatabasePolicy[] {
  return serversOf(database).flatMap((server) => policies[server.engine](tenant, server));
}

const policies: Readonly<
  Record<EngineName, (tenant: DatabaseNetworkProps, database: DatabaseProps) => DatabasePolicy[]>
> = { postgres: postgresPolicies, mariadb: mariadbPolicies };

// What the tenant's database may exchange with others, by engine; part of the concern network.
import type { EngineName } from './engines.js';
import { mariadbPolicies } from './mariadb/network.js';
import type { DatabaseNetworkProps, DatabasePolicy } from './policies.js';
import { postgresPolicies } from './postgres/network.js';
import type { DatabaseProps } from './props.js';
import { serversOf } from './server.js';

/** The policies of the database’s pods, in both directions: users, operator, replicas, backup store and Prometheus. */
export function databasePolicies(tenant: DatabaseNetworkProps, database: DatabaseProps): DatabasePolicy[] {
  return serversOf(database).flatMap((server) => policies[server.engine](tenant, server));
}

const policies: Readonly<
  Record<EngineName, (tenant: DatabaseNetworkProps, database: DatabaseProps) => DatabasePolicy[]>
> = { postgres: postgresPolicies, mariadb: mariadbPolicies };

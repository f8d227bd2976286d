// What a tenant's database may need at its largest, by engine.
import type { Demand } from '../base/concern.js';
import type { TenantProps } from '../base/tenant.js';
import { type EngineName, engineOf } from './engines.js';
import { mariadbDemand } from './mariadb/demand.js';
import { postgresDemand } from './postgres/demand.js';
import type { DatabaseProps } from './props.js';
import { serversOf } from './server.js';

export function databaseDemand({ database }: Pick<TenantProps, 'database'>): Demand {
  if (database === undefined) return {};
  const servers = serversOf(database);
  const each = servers.map((server) => demands[server.engine](server));
  return {
    pods: each.flatMap(({ pods }) => pods ?? []),
    volumes: each.flatMap(({ volumes }) => volumes ?? []),
    services: servers.length * engineOf(database.engine).services,
  };
}

const demands: Readonly<Record<EngineName, (server: DatabaseProps) => Demand>> = {
  postgres: postgresDemand,
  mariadb: mariadbDemand,
};

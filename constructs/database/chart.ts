// The tenant's database server, its logical databases and its backups. Its props come from the plan; the engine's own folder has
// its objects, engines.ts what network, monitoring and quota know of it.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { TenantProps } from '../base/tenant.js';
import type { EngineName } from './engines.js';
import { addMariaDb } from './mariadb/chart.js';
import { addPostgres } from './postgres/chart.js';
import type { DatabaseProps } from './schema.js';

/**
 * The server of the engine that the plan names, its logical databases with credentials of their own, and its backups: CloudNativePG's
 * Cluster, Databases and ScheduledBackups with Barman Cloud's ObjectStore, or mariadb-operator's MariaDB, Databases, Users, Grants and
 * PhysicalBackups. The server goes only when a person confirms it: with CloudNativePG the volumes belong to it. Empty without a database.
 */
export class Database extends Chart {
  constructor(scope: Construct, props: TenantProps) {
    super(scope, 'database');
    if (props.database !== undefined) addServer[props.database.engine](this, props, props.database);
  }
}

/** Adds one server, its logical databases and its backups. */
const addServer: Readonly<Record<EngineName, (chart: Chart, tenant: TenantProps, database: DatabaseProps) => void>> = {
  postgres: addPostgres,
  mariadb: addMariaDb,
};

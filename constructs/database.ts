// The tenant's database server, its logical databases and its backups, by CloudNativePG. Its props come from the plan; network,
// monitoring and quota know its pods by the Cluster's name.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { type Backups, objectStoreSpec, scheduledBackupSpec, tryBackups } from './database-backups.js';
import { type ClusterOwner, clusterSpec } from './database-cluster.js';
import { names } from './names.js';
import { confirmDeletion, objectMeta } from './object-meta.js';
import { ObjectStore } from './resources/barman-cloud.js';
import { Cluster, Database as CnpgDatabase, ScheduledBackup } from './resources/cnpg.js';
import type { DatabaseProps, LogicalDatabase, TenantProps } from './tenant.js';
import { waves } from './waves.js';

export type TenantDatabaseProps = ClusterOwner & Pick<TenantProps, 'database' | 'lifecycle'>;

export class Database extends Chart {
  constructor(scope: Construct, props: TenantDatabaseProps) {
    super(scope, 'database');
    if (props.database === undefined) return;
    const backups = tryBackups(props);
    if (backups !== undefined) this.addBackups(props, backups);
    this.addCluster(props, props.database);
    for (const database of props.database.databases.slice(1)) this.addDatabase(props, database);
  }

  private addCluster(props: TenantDatabaseProps, database: DatabaseProps): void {
    const active = props.lifecycle === 'active';
    new Cluster(this, 'cluster', {
      metadata: objectMeta(props, names.databaseCluster, {
        wave: active ? waves.database : waves.hibernation,
        component: names.databaseCluster,
        annotations: { ...confirmDeletion, ...(active ? {} : hibernated) },
      }),
      spec: clusterSpec(props, database),
    });
  }

  /** Data stays when the object goes: dropping a database is a person's work. */
  private addDatabase(props: TenantDatabaseProps, { name, secret }: LogicalDatabase): void {
    new CnpgDatabase(this, `database-${name}`, {
      metadata: objectMeta(props, secret, { wave: waves.logicalDatabases, component: names.databaseCluster }),
      spec: {
        cluster: { name: names.databaseCluster },
        name,
        owner: name,
        ensure: 'present',
        databaseReclaimPolicy: 'retain',
      },
    });
  }

  /**
   * Both can go without a person's confirmation, as when a tenant moves to a tier without backups: they hold no data, what is
   * in the bucket stays, and a prune that waits for a confirmation would hold up all later changes of the tenant.
   */
  private addBackups(props: TenantDatabaseProps, backups: Backups): void {
    new ObjectStore(this, 'object-store', {
      metadata: objectMeta(props, names.objectStore, { wave: waves.backupStore }),
      spec: objectStoreSpec(backups),
    });
    new ScheduledBackup(this, 'schedule', {
      metadata: objectMeta(props, names.databaseCluster, { wave: waves.logicalDatabases }),
      spec: scheduledBackupSpec(backups, { suspend: props.lifecycle !== 'active' }),
    });
  }
}

/** Removes the pods and keeps the volumes; backups of a hibernated cluster would fail. */
const hibernated = { 'cnpg.io/hibernation': 'on' } as const;

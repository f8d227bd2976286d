// The tenant's database server, as the constructs are told: its size, its logical databases, its backups, a restore.
// Part of a TenantProps (tenant.ts).

import type { Endpoint, Peer } from '../base/cluster.js';
import type { TenantProps } from '../base/tenant.js';
import type { ResourceNeeds } from '../base/workload.js';
import type { EngineName } from './engines.js';

export interface DatabaseProps {
  readonly engine: EngineName;
  /** Which server of the tenant's it is, counted from 1: a restore makes another one, under a name of its own. */
  readonly generation: number;
  readonly image: string;
  readonly instances: number;
  readonly storage: string;
  readonly resources: ResourceNeeds;
  /** Server settings, as `max_connections`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The one that is due most often first; never empty. */
  readonly backup?: readonly BackupSchedule[];
  /** The first one is made with the cluster, the others beside it. */
  readonly databases: readonly LogicalDatabase[];
  /** Present while the server begins with a backup. */
  readonly restore?: RestoreProps;
}

export interface RestoreProps {
  /** The generation whose backups it begins with. */
  readonly from: number;
  /** The moment that it goes back to, in RFC 3339. */
  readonly at: string;
  /** Name of the schedule whose backups are looked through, where each has a folder of its own. */
  readonly schedule: string;
  /** The server that is kept beside it until the restore is declared done: its databases have Secrets of their own. */
  readonly keep?: { readonly generation: number; readonly databases: readonly LogicalDatabase[] };
}

export interface LogicalDatabase {
  /** Also the name of the role that owns it. */
  readonly name: string;
  /** The Secret with its credentials: keys username, password, dbname, host, port and uri. */
  readonly secret: string;
  /** The entry of the secret store that has its password, where no operator makes one; every generation's is the same. */
  readonly stored: string;
  /** Names of the services and jobs that connect to it. */
  readonly usedBy: readonly string[];
}

export interface BackupSchedule {
  /** As `daily`; what is made for it is named after it. */
  readonly name: string;
  /** Six-field cron: seconds first. */
  readonly schedule: string;
  /** As `30d`, `12w`, `12m`. */
  readonly keep: string;
}

export interface Backups {
  /** The tenant's id: everything of the tenant in the store is below it. */
  readonly id: string;
  readonly store: BackupStoreProps;
  /** The one that is due most often first; never empty. */
  readonly schedules: readonly BackupSchedule[];
}

/** Undefined where the tier has no backups, or the cluster no store for them. */
export function tryBackups({
  id,
  database,
  cluster: { backupStore: store },
}: Pick<TenantProps, 'id' | 'database'> & {
  readonly cluster: Pick<TenantProps['cluster'], 'backupStore'>;
}): Backups | undefined {
  const schedules = database?.backup;
  return schedules === undefined || store === undefined ? undefined : { id, store, schedules };
}

/** An S3-compatible store; each tenant's backups are below `s3://<bucket>/<tenant id>/`. */
export interface BackupStoreProps {
  readonly bucket: string;
  /** Absent for AWS itself. */
  readonly endpoint?: string;
  /** Its AWS region, which MariaDB's backups need where there is no endpoint. */
  readonly region?: string;
  /** `role`: the database's ServiceAccount is bound to `roleArn`. `stored`: access keys in the tenant's own prefix. */
  readonly credentials:
    | { readonly kind: 'role'; readonly roleArn: string }
    | { readonly kind: 'stored'; readonly from: string };
  /** Whether a job at the store keeps single backups of PostgreSQL for longer than the recovery window, as ObjectStores ask for. */
  readonly archives: boolean;
  /** Whether Argo CD waits for a Backup of PostgreSQL, as a rule of its own makes it: the server is then backed up before it hibernates. */
  readonly lastBackup: boolean;
  /** Where the store is reached on the network. */
  readonly network: readonly Endpoint[];
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly database?: DatabaseProps;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    /** Whether backups are taken as tiers say. @default true */
    readonly backups?: boolean;
    readonly backupStore?: BackupStoreProps;
    /** The CloudNativePG operator's pods. */
    readonly databaseOperator: Peer;
    /** The mariadb-operator's pods. */
    readonly mariadbOperator: Peer;
    /** With `kubectl` as its entrypoint; puts suspended tenants' MariaDBs to sleep. */
    readonly kubectlImage: string;
  }
}

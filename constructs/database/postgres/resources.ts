// CloudNativePG's kinds that a tenant has. Fields that are defaulted inside lists are required here: Argo CD compares a list
// as a whole, so what is in git must be what the cluster shows.
import { customResource } from '../../base/resources.js';
import type { ResourceNeeds } from '../../base/workload.js';

export interface ManagedRole {
  readonly name: string;
  readonly ensure: 'present';
  readonly login: boolean;
  readonly inherit: boolean;
  /** -1: as many as the server takes. */
  readonly connectionLimit: number;
  readonly passwordSecret: { readonly name: string };
}

export interface ClusterPlugin {
  readonly name: string;
  readonly enabled: boolean;
  readonly isWALArchiver: boolean;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ClusterSpec {
  readonly instances: number;
  readonly imageName: string;
  readonly enablePDB: boolean;
  readonly enableSuperuserAccess: boolean;
  readonly inheritedMetadata: { readonly labels: Readonly<Record<string, string>> };
  readonly serviceAccountTemplate?: { readonly metadata: { readonly annotations: Readonly<Record<string, string>> } };
  readonly affinity: {
    readonly enablePodAntiAffinity: boolean;
    readonly podAntiAffinityType: 'preferred' | 'required';
    readonly topologyKey: string;
  };
  readonly resources: ResourceNeeds;
  readonly storage: { readonly size: string; readonly storageClass: string };
  readonly bootstrap:
    | {
        readonly initdb: {
          readonly database: string;
          readonly owner: string;
          readonly postInitApplicationSQL: readonly string[];
        };
      }
    | {
        readonly recovery: {
          /** Name of one of `externalClusters`. */
          readonly source: string;
          readonly database: string;
          readonly owner: string;
          readonly recoveryTarget: { readonly targetTime: string };
        };
      };
  readonly externalClusters?: readonly { readonly name: string; readonly plugin: ClusterPlugin }[];
  readonly postgresql: {
    readonly parameters?: Readonly<Record<string, string>>;
    readonly pg_hba: readonly string[];
  };
  readonly managed?: { readonly roles: readonly ManagedRole[] };
  readonly plugins?: readonly ClusterPlugin[];
}

export interface DatabaseSpec {
  readonly cluster: { readonly name: string };
  readonly name: string;
  readonly owner: string;
  readonly ensure: 'present';
  readonly databaseReclaimPolicy: 'retain';
}

export interface ScheduledBackupSpec {
  readonly cluster: { readonly name: string };
  /** Six fields, seconds first. */
  readonly schedule: string;
  readonly method: 'plugin';
  readonly pluginConfiguration: { readonly name: string };
  readonly backupOwnerReference: 'none' | 'self' | 'cluster';
  readonly immediate: boolean;
  readonly suspend: boolean;
}

export type BackupSpec = Pick<ScheduledBackupSpec, 'cluster' | 'method' | 'pluginConfiguration'>;

const apiVersion = 'postgresql.cnpg.io/v1';

export const Cluster = customResource<ClusterSpec>(apiVersion, 'Cluster');
export const Database = customResource<DatabaseSpec>(apiVersion, 'Database');
export const Backup = customResource<BackupSpec>(apiVersion, 'Backup');
export const ScheduledBackup = customResource<ScheduledBackupSpec>(apiVersion, 'ScheduledBackup');

interface KeyOf {
  readonly name: string;
  readonly key: string;
}

export type S3Credentials =
  | { readonly inheritFromIAMRole: true }
  | { readonly accessKeyId: KeyOf; readonly secretAccessKey: KeyOf };

export interface ObjectStoreSpec {
  readonly configuration: {
    readonly destinationPath: string;
    readonly endpointURL?: string;
    readonly s3Credentials: S3Credentials;
    readonly wal: { readonly compression: 'gzip' };
    readonly data: { readonly compression: 'gzip' };
  };
  /** As `30d`, `12w`, `12m`. */
  readonly retentionPolicy: string;
  readonly instanceSidecarConfiguration: { readonly resources: ResourceNeeds };
}

export const ObjectStore = customResource<ObjectStoreSpec>('barmancloud.cnpg.io/v1', 'ObjectStore');

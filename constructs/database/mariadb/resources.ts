// mariadb-operator's kinds that a tenant has. Fields that the operator defaults are left out: Argo CD compares what is in git only.
import type { restrictedContainer, restrictedPod } from '../../base/pod.js';
import { customResource } from '../../base/resources.js';
import type { ResourceNeeds } from '../../base/workload.js';

interface KeyOf {
  readonly name: string;
  readonly key: string;
}

interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
}

interface Restricted {
  readonly podSecurityContext: ReturnType<typeof restrictedPod>;
  readonly securityContext: typeof restrictedContainer;
  readonly resources: ResourceNeeds;
}

export interface MariaDbSpec extends Restricted {
  readonly image: string;
  readonly replicas: number;
  /** Whether the operator leaves the server alone. */
  readonly suspend?: boolean;
  readonly rootPasswordSecretKeyRef: KeyOf & { readonly generate: boolean };
  readonly storage: { readonly size: string; readonly storageClassName: string };
  readonly inheritMetadata: Labelled;
  readonly metrics: { readonly enabled: boolean; readonly exporter: Restricted };
  /** A `my.cnf`, which the operator puts after its own. */
  readonly myCnf: string;
  readonly serviceAccountName?: string;
  readonly bootstrapFrom?: {
    readonly s3: S3;
    readonly backupContentType: 'Physical';
    /** RFC 3339; the operator takes the last backup before it. */
    readonly targetRecoveryTime: string;
    readonly restoreJob: { readonly metadata: Labelled; readonly resources: ResourceNeeds };
  };
}

/** Where backups are, in a store that speaks S3. */
export interface S3 {
  readonly bucket: string;
  readonly prefix: string;
  /** Without a scheme. */
  readonly endpoint: string;
  readonly region?: string;
  readonly tls: { readonly enabled: boolean };
  readonly accessKeyIdSecretKeyRef?: KeyOf;
  readonly secretAccessKeySecretKeyRef?: KeyOf;
}

interface OfServer {
  readonly mariaDbRef: { readonly name: string };
  /** What happens in the server when the object goes. */
  readonly cleanupPolicy: 'Skip' | 'Delete';
}

export interface MariaDbDatabaseSpec extends OfServer {
  readonly name: string;
  readonly characterSet: string;
  readonly collate: string;
}

export interface MariaDbUserSpec extends OfServer {
  readonly name: string;
  readonly host: string;
  readonly passwordSecretKeyRef: KeyOf;
  readonly maxUserConnections: number;
}

export interface MariaDbGrantSpec extends OfServer {
  readonly database: string;
  readonly table: string;
  readonly username: string;
  readonly host: string;
  readonly privileges: readonly string[];
}

export interface PhysicalBackupSpec extends Restricted {
  readonly mariaDbRef: { readonly name: string; readonly waitForIt?: boolean };
  readonly target: 'PreferReplica';
  readonly compression: 'gzip';
  /** Five fields; without one a backup is taken once. */
  readonly schedule?: { readonly cron: string; readonly immediate: boolean; readonly suspend: boolean };
  /** As Go writes a duration: `720h0m0s`. */
  readonly maxRetention: string;
  readonly serviceAccountName: string;
  readonly podMetadata: Labelled;
  readonly storage: { readonly s3: S3 };
}

const apiVersion = 'k8s.mariadb.com/v1alpha1';

export const MariaDB = customResource<MariaDbSpec>(apiVersion, 'MariaDB');
export const MariaDbDatabase = customResource<MariaDbDatabaseSpec>(apiVersion, 'Database');
export const MariaDbUser = customResource<MariaDbUserSpec>(apiVersion, 'User');
export const MariaDbGrant = customResource<MariaDbGrantSpec>(apiVersion, 'Grant');
export const PhysicalBackup = customResource<PhysicalBackupSpec>(apiVersion, 'PhysicalBackup');

// `database` of a blueprint: the server that each tenant gets, and its logical databases.

import { z } from 'zod';
import type { Endpoint } from '../base/cluster.js';
import {
  bytes,
  distinct,
  endpoint,
  envName,
  image,
  label,
  moment,
  resourceOverrides,
  resources,
  roleArn,
  webUrl,
} from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';
import type { ResourceNeeds } from '../base/workload.js';
import { type EngineName, engineClusterFields, engineNames } from './engines.js';

/** Keys of the Secret that holds a logical database's credentials. */
const databaseKeys = ['username', 'password', 'dbname', 'host', 'port', 'uri', 'jdbc-uri'] as const;

const database = z
  .strictObject({
    engine: z
      .enum(engineNames)
      .describe('The database server: PostgreSQL by CloudNativePG, or MariaDB by mariadb-operator'),
    image: image.describe('The server’s image'),
    parameters: z
      .record(z.string().regex(/^[a-z_.]+$/), z.string())
      .default({})
      .meta({ description: 'Server settings', examples: [{ max_connections: '200' }] }),
    names: z
      .record(
        z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, { error: 'must be lower-case letters, digits and underscores' }),
        z.strictObject({
          usedBy: distinct(label())
            .min(1)
            .meta({ description: 'Services and jobs that connect to it', examples: [['api', 'migrate']] }),
          env: z
            .record(envName, z.enum(databaseKeys))
            .default({})
            .meta({
              description: 'Variables they get, by key of its credentials',
              examples: [{ DATABASE_URL: 'uri' }],
            }),
        }),
      )
      .refine((names) => Object.keys(names).length > 0, { error: 'must name at least one database' })
      .describe('Logical databases, each with credentials of its own'),
  })
  .meta({ description: 'The database server of the tenant' });

const backupSchedule = z.strictObject({
  every: z
    .union([z.enum(['daily', 'weekly', 'monthly']), z.string().regex(/^(?:[\d*,/?A-Za-z-]+ ){5}[\d*,/?A-Za-z-]+$/)], {
      error: 'must be daily, weekly, monthly or a six-field cron expression (seconds first)',
    })
    .meta({
      description: 'When; a word is spread over an hour of the night by tenant',
      examples: ['daily', '0 0 2 * * *'],
    }),
  keep: z
    .string()
    .regex(/^[1-9][0-9]{0,3}[dwm]$/, { error: 'must be a number of days, weeks or months such as 30d, 12w or 12m' })
    .meta({ description: 'How long; m is a month', examples: ['30d', '12w', '12m'] }),
});

const databaseSize = z
  .strictObject({
    instances: z
      .int()
      .min(1)
      .max(9)
      .meta({ description: 'Database instances', examples: [3] }),
    storage: bytes.describe('Size of each volume'),
    resources,
    backup: z
      .array(backupSchedule)
      .min(1, { error: 'must name at least one schedule; leave it out for no backups' })
      .max(4)
      .exactOptional()
      .meta({
        description: 'Backups, by schedule; none where absent',
        examples: [
          [
            { every: 'daily', keep: '30d' },
            { every: 'weekly', keep: '12w' },
          ],
        ],
      }),
  })
  .describe('Size of the database');

const generation = z.int().min(1).max(999);

const restore = z
  .strictObject({
    from: generation.meta({ description: 'The generation whose backups it begins with', examples: [1] }),
    at: moment.describe('The moment to go back to; on MariaDB the last backup before it'),
    keep: generation.exactOptional().meta({
      description: 'The generation that is kept beside it until the restore is done; none where absent',
      examples: [1],
    }),
    schedule: z
      .enum(['daily', 'weekly', 'monthly'])
      .exactOptional()
      .meta({
        description: 'On MariaDB the schedule whose backups are looked through; default: the most frequent',
        examples: ['monthly'],
      }),
  })
  .meta({
    description: 'While the server begins with a backup; taken out when the restore is done',
    examples: [{ from: 1, at: '2026-05-01T12:00:00Z', keep: 1 }],
  });

export const databaseServer = z
  .strictObject({
    generation: generation.default(1).meta({
      description: 'Which of the tenant’s servers is in use, counted from 1: each restore makes another one',
      examples: [2],
    }),
    restore: restore.exactOptional(),
  })
  .meta({
    description: 'The database server; only a restore changes it',
    examples: [{ generation: 2, restore: { from: 1, at: '2026-05-01T12:00:00Z', keep: 1 } }],
  });

const backupStore = z
  .strictObject({
    bucket: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
      .meta({ description: 'The bucket; each tenant writes below its own id', examples: ['backups-eu-west'] }),
    endpoint: webUrl.exactOptional().describe('Of an S3-compatible store; absent for AWS'),
    region: label(30)
      .exactOptional()
      .meta({ description: 'Its AWS region; MariaDB needs it where there is no endpoint', examples: ['us-east-1'] }),
    credentials: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('role').describe('An AWS role'),
          roleArn: roleArn.describe('A role for each tenant that writes its own prefix only'),
        }),
        z.strictObject({
          kind: z.literal('stored').describe('Access keys from the secret store'),
          from: label(60).meta({
            description: 'Name of the access keys below the tenant’s prefix',
            examples: ['backup-store'],
          }),
        }),
      ])
      .describe('How databases authenticate'),
    archives: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Whether a job of yours at the store keeps single PostgreSQL backups beyond the recovery window; without it the window is as long as the longest of them',
        examples: [true],
      }),
    lastBackup: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Whether Argo CD has the rule for the health of Backups (docs/run-on-a-cluster.md); PostgreSQL of a suspended tenant is then backed up once more before it hibernates',
        examples: [true],
      }),
    network: z.array(endpoint).min(1).describe('Where the store is reached'),
  })
  .describe('Where database backups go');

const overrides = z
  .strictObject({
    storage: bytes.exactOptional().describe('Size of the database volume; it can grow and never shrink'),
    instances: z
      .int()
      .min(1)
      .max(9)
      .exactOptional()
      .meta({ description: 'Number of database instances', examples: [3] }),
    resources: resourceOverrides.exactOptional(),
  })
  .exactOptional()
  .meta({ description: 'Overrides of the database', examples: [{ storage: '80Gi' }] });

export const databaseSchema = {
  blueprint: { database: database.exactOptional() },
  tier: { database: databaseSize.exactOptional() },
  cluster: {
    backups: z
      .boolean()
      .default(true)
      .meta({
        description: 'Whether backups are taken as tiers say; false where nobody would miss the data',
        examples: [false],
      }),
    backupStore: backupStore.exactOptional(),
    ...engineClusterFields,
  },
  tenant: { database: databaseServer.exactOptional() },
  overrides: { database: overrides },
} as const;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof databaseSchema.blueprint> {}
  interface TierSource extends FieldsOf<typeof databaseSchema.tier> {}
  interface ClusterSource extends FieldsOf<typeof databaseSchema.cluster> {}
  interface TenantSpec extends FieldsOf<typeof databaseSchema.tenant> {}
  interface TenantOverrides extends FieldsOf<typeof databaseSchema.overrides> {}
}

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
  }
}

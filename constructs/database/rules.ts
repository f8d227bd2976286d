// Backups: below the tenant's own path of its cluster's store, with the tenant's own credentials, and at a time that is one.

import { type Fields, fieldsAt, textAt, valueAt, valuesUnder } from '../base/fields.js';
import type { Rule } from '../base/rule.js';
import type { TenantPlan } from '../base/tenant-plan.js';
import type { Manifest } from '../base/tenant-view.js';
import { backupFolder, endpointOf } from './mariadb/backups.js';
import { mariadbNames } from './mariadb/names.js';
import { backupCredentialsName, objectStoreName } from './server.js';
import { backupPrefix } from './stores.js';

export const backupRules: readonly Rule[] = [
  {
    code: 'check/foreign-backup-path',
    sentence:
      'backups go below the tenant’s own path of its cluster’s backup store, with credentials of the tenant’s own',
    breaches: ({ plan, ofKind }) => [
      ...ofKind('ObjectStore').flatMap((manifest) => storeBreaches(manifest, plan).map((what) => ({ manifest, what }))),
      ...ofKind('PhysicalBackup').flatMap((manifest) =>
        physicalBreaches(manifest, plan).map((what) => ({ manifest, what })),
      ),
      ...ofKind('MariaDB')
        .filter(({ object }) => valueAt(object, 'spec', 'bootstrapFrom') !== undefined)
        .flatMap((manifest) => originBreaches(manifest, plan).map((what) => ({ manifest, what }))),
      ...ofKind('Cluster')
        .filter(({ object }) => valuesUnder('barmanObjectStore', object).length > 0)
        .map((manifest) => ({ manifest, what: 'names a store of its own beside the ObjectStore' })),
      ...ofKind('Cluster')
        .filter(({ object }) => valuesUnder('barmanObjectName', object).some((name) => name !== objectStoreName))
        .map((manifest) => ({ manifest, what: 'archives to an ObjectStore that is not the tenant’s' })),
    ],
  },
  {
    code: 'check/backup-cron',
    sentence:
      'a ScheduledBackup has a six-field cron and the method plugin, which a Backup has too, a PhysicalBackup a five-field cron or no schedule',
    breaches: ({ ofKind }) => [
      ...ofKind('PhysicalBackup')
        .filter(({ object }) => valueAt(object, 'spec', 'schedule') !== undefined)
        .filter(({ object }) => !/^[\d*]\S*(?: \S+){4}$/.test(textAt(object, 'spec', 'schedule', 'cron') ?? ''))
        .map((manifest) => ({ manifest, what: 'has no five-field cron', cause: 'database.backup.0.schedule' })),
      ...ofKind('ScheduledBackup').flatMap((manifest) => {
        const schedule = textAt(manifest.object, 'spec', 'schedule') ?? '';
        if (/^[\d*]\S*(?: \S+){5}$/.test(schedule)) return [];
        return [{ manifest, what: `has the schedule ${schedule}`, cause: 'database.backup.0.schedule' }];
      }),
      ...[...ofKind('ScheduledBackup'), ...ofKind('Backup')].flatMap((manifest) => {
        const method = textAt(manifest.object, 'spec', 'method');
        return method === 'plugin' ? [] : [{ manifest, what: `has the method ${method ?? '(default)'}` }];
      }),
    ],
  },
];

function storeBreaches({ object }: Manifest, { id, cluster: { backupStore: store } }: TenantPlan): string[] {
  const { destinationPath, endpointURL, ...rest } = fieldsAt(object, 'spec', 'configuration');
  const own = store === undefined ? undefined : backupPrefix({ id, bucket: store.bucket });
  const providers = Object.keys(rest).filter((field) => field.endsWith('Credentials'));
  const secrets = [...valuesUnder('name', rest['s3Credentials'])];
  return [
    ...(destinationPath === own && own !== undefined
      ? []
      : [`writes to ${String(destinationPath)}, not to ${own ?? 'a store of the cluster'}`]),
    ...(endpointURL === store?.endpoint ? [] : [`writes to the endpoint ${String(endpointURL)}`]),
    ...(providers.every((field) => field === 's3Credentials') && secrets.every((name) => name === backupCredentialsName)
      ? []
      : ['signs in with credentials that are not the tenant’s']),
  ];
}

/** The bucket, the folder, the address and who signs in; a store of another kind than S3 is nobody's. */
function physicalBreaches({ object }: Manifest, plan: TenantPlan): string[] {
  const { id, database } = plan;
  const storage = fieldsAt(object, 'spec', 'storage');
  const folders = database?.backup?.map((schedule) => backupFolder(id, database, schedule)) ?? [];
  const account = textAt(object, 'spec', 'serviceAccountName');
  return [
    ...placeBreaches(fieldsAt(storage, 's3'), plan, (prefix) => folders.includes(prefix)),
    ...(Object.keys(storage).every((kind) => kind === 's3') ? [] : ['writes to a store of another kind']),
    ...(account === mariadbNames.backupJob ? [] : [`signs in as ${account ?? 'nobody'}`]),
  ];
}

/** What a new MariaDB begins with: a folder of the tenant's own, whichever server of its wrote there. */
function originBreaches({ object }: Manifest, plan: TenantPlan): string[] {
  const { s3, backupContentType, targetRecoveryTime, restoreJob, ...others } = fieldsAt(
    object,
    'spec',
    'bootstrapFrom',
  );
  const { metadata, resources, ...ofJob } = fieldsAt(restoreJob);
  return [
    ...placeBreaches(fieldsAt(s3), plan, (prefix) => prefix.startsWith(`${plan.id}/`) && !prefix.includes('..')),
    ...[...Object.keys(others), ...Object.keys(ofJob)].map((field) => `begins with data by ${field}`),
  ];
}

function placeBreaches(
  { bucket, prefix, endpoint, ...rest }: Fields,
  { cluster: { backupStore: store } }: TenantPlan,
  isOwnFolder: (prefix: string) => boolean,
): string[] {
  const isOwn = store !== undefined && bucket === store.bucket && isOwnFolder(String(prefix));
  return [
    ...(isOwn ? [] : [`has its backups at ${String(bucket)}/${String(prefix)}`]),
    ...(store !== undefined && endpoint === endpointOf(store).endpoint
      ? []
      : [`has its backups at the endpoint ${String(endpoint)}`]),
    ...(valuesUnder('name', rest).every((name) => name === backupCredentialsName)
      ? []
      : ['signs in with credentials that are not the tenant’s']),
  ];
}

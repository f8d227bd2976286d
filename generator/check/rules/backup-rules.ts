// Backups: below the tenant's own path of its cluster's store, with the tenant's own credentials, and at a time that is one.
import { backupFolder, endpointOf } from '../../../constructs/mariadb-backups.js';
import { names } from '../../../constructs/names.js';
import { backupPrefix } from '../../plan/claims.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import type { Manifest } from '../../synth/manifest.js';
import { fieldsAt, textAt, valuesUnder } from '../fields.js';
import type { Rule } from '../rule.js';

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
      ...ofKind('Cluster')
        .filter(({ object }) => valuesUnder('barmanObjectStore', object).length > 0)
        .map((manifest) => ({ manifest, what: 'names a store of its own beside the ObjectStore' })),
      ...ofKind('Cluster')
        .filter(({ object }) => valuesUnder('barmanObjectName', object).some((name) => name !== names.objectStore))
        .map((manifest) => ({ manifest, what: 'archives to an ObjectStore that is not the tenant’s' })),
    ],
  },
  {
    code: 'check/backup-cron',
    sentence: 'a ScheduledBackup has a six-field cron and the method plugin, a PhysicalBackup a five-field cron',
    breaches: ({ ofKind }) => [
      ...ofKind('PhysicalBackup')
        .filter(({ object }) => !/^[\d*]\S*(?: \S+){4}$/.test(textAt(object, 'spec', 'schedule', 'cron') ?? ''))
        .map((manifest) => ({ manifest, what: 'has no five-field cron', cause: 'database.backup.0.schedule' })),
      ...ofKind('ScheduledBackup').flatMap((manifest) => {
        const schedule = textAt(manifest.object, 'spec', 'schedule') ?? '';
        const method = textAt(manifest.object, 'spec', 'method');
        return [
          ...(/^[\d*]\S*(?: \S+){5}$/.test(schedule)
            ? []
            : [{ manifest, what: `has the schedule ${schedule}`, cause: 'database.backup.0.schedule' }]),
          ...(method === 'plugin' ? [] : [{ manifest, what: `has the method ${method ?? '(default)'}` }]),
        ];
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
    ...(providers.every((field) => field === 's3Credentials') &&
    secrets.every((name) => name === names.backupCredentials)
      ? []
      : ['signs in with credentials that are not the tenant’s']),
  ];
}

/** The bucket, the folder, the address and who signs in; a store of another kind than S3 is nobody's. */
function physicalBreaches(
  { object }: Manifest,
  { id, database, cluster: { backupStore: store } }: TenantPlan,
): string[] {
  const storage = fieldsAt(object, 'spec', 'storage');
  const { bucket, prefix, endpoint, ...rest } = fieldsAt(storage, 's3');
  const isOwn =
    store !== undefined &&
    bucket === store.bucket &&
    database?.backup?.some((schedule) => prefix === backupFolder(id, schedule)) === true &&
    Object.keys(storage).every((kind) => kind === 's3');
  const account = textAt(object, 'spec', 'serviceAccountName');
  return [
    ...(isOwn ? [] : [`writes to ${String(bucket)}/${String(prefix)}`]),
    ...(store !== undefined && endpoint === endpointOf(store).endpoint
      ? []
      : [`writes to the endpoint ${String(endpoint)}`]),
    ...(account === names.backupJob && valuesUnder('name', rest).every((name) => name === names.backupCredentials)
      ? []
      : ['signs in with credentials that are not the tenant’s']),
  ];
}

// PostgreSQL: its backups go to the tenant's own ObjectStore by the plugin, at times that are some.
import { fieldsAt, textAt, valuesUnder } from '../../base/fields.js';
import type { TenantPlan } from '../../base/tenant-plan.js';
import type { Manifest } from '../../base/tenant-view.js';
import type { BackupBreaches } from '../engine.js';
import { backupCredentialsName, objectStoreName } from '../server.js';
import { backupPrefix } from '../stores.js';

export const postgresBackups: BackupBreaches = {
  places: ({ plan, ofKind }) => [
    ...ofKind('ObjectStore').flatMap((manifest) => storeBreaches(manifest, plan).map((what) => ({ manifest, what }))),
    ...ofKind('Cluster')
      .filter(({ object }) => valuesUnder('barmanObjectStore', object).length > 0)
      .map((manifest) => ({ manifest, what: 'names a store of its own beside the ObjectStore' })),
    ...ofKind('Cluster')
      .filter(({ object }) => valuesUnder('barmanObjectName', object).some((name) => name !== objectStoreName))
      .map((manifest) => ({ manifest, what: 'archives to an ObjectStore that is not the tenant’s' })),
  ],
  times: ({ ofKind }) => [
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
};

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

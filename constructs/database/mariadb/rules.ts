// MariaDB: its server, databases, users, grants and backups are the tenant's own, and reach no further than its blueprint says.
import { type Fields, fieldsAt, textAt, textsAt, valueAt, valuesUnder } from '../../base/fields.js';
import type { Breach, Rule } from '../../base/rule.js';
import type { TenantPlan } from '../../base/tenant-plan.js';
import type { Manifest } from '../../base/tenant-view.js';
import type { BackupBreaches } from '../engine.js';
import { databaseEngines } from '../engines.js';
import { backupCredentialsName, serverName, serversOf } from '../server.js';
import { backupFolder, endpointOf } from './backups.js';
import { mariadbNames } from './names.js';

export const mariadbRules: readonly Rule[] = [
  {
    code: 'check/foreign-server',
    sentence:
      'databases, users, grants and backups are of the tenant’s own server, a user reaches its own database only, and a server is set up as tenants’ servers are',
    breaches: ({ plan, ofKind }) => [
      ...ofKind('MariaDB').flatMap((manifest) => each(manifest, serverBreaches(manifest, plan))),
      ...['Database', 'User', 'Grant', 'PhysicalBackup'].flatMap((kind) =>
        mariadbObjects(ofKind(kind)).flatMap((manifest) => each(manifest, referenceBreaches(manifest, plan))),
      ),
      ...mariadbObjects(ofKind('User')).flatMap((manifest) => each(manifest, userBreaches(manifest, plan))),
      ...mariadbObjects(ofKind('Grant')).flatMap((manifest) => each(manifest, grantBreaches(manifest, plan))),
    ],
  },
];

export const mariadbBackups: BackupBreaches = {
  places: ({ plan, ofKind }) => [
    ...ofKind('PhysicalBackup').flatMap((manifest) => each(manifest, physicalBreaches(manifest, plan))),
    ...ofKind('MariaDB')
      .filter(({ object }) => valueAt(object, 'spec', 'bootstrapFrom') !== undefined)
      .flatMap((manifest) => each(manifest, originBreaches(manifest, plan))),
  ],
  times: ({ ofKind }) =>
    ofKind('PhysicalBackup')
      .filter(({ object }) => valueAt(object, 'spec', 'schedule') !== undefined)
      .filter(({ object }) => !/^[\d*]\S*(?: \S+){4}$/.test(textAt(object, 'spec', 'schedule', 'cron') ?? ''))
      .map((manifest) => ({ manifest, what: 'has no five-field cron', cause: 'database.backup.0.schedule' })),
};

/** Any other field brings containers, volumes, accounts, Services or data of somebody else's choice. */
const serverFields: ReadonlySet<string> = new Set([
  ...['image', 'replicas', 'rootPasswordSecretKeyRef', 'storage', 'resources', 'podSecurityContext', 'securityContext'],
  // What it begins with is the backup rules' to judge.
  ...['suspend', 'inheritMetadata', 'metrics', 'myCnf', 'podDisruptionBudget', 'bootstrapFrom', 'serviceAccountName'],
]);

function serverBreaches({ object }: Manifest, plan: TenantPlan): string[] {
  const { rootSecret } = databaseEngines.mariadb;
  const account = textAt(object, 'spec', 'serviceAccountName') ?? mariadbNames.backupJob;
  const secret = textAt(object, 'spec', 'rootPasswordSecretKeyRef', 'name');
  return [
    ...(serversIn(plan).includes(object.metadata.name) ? [] : ['is a second server']),
    ...(account === mariadbNames.backupJob ? [] : [`runs as ${account}`]),
    ...Object.keys(fieldsAt(object, 'spec'))
      .filter((field) => !serverFields.has(field))
      .map((field) => `sets ${field}`),
    ...(secret === rootSecret ? [] : [`takes its root password from ${secret ?? 'nowhere'}`]),
  ];
}

function serversIn({ database }: TenantPlan): readonly unknown[] {
  return database === undefined ? [] : serversOf(database).map(serverName);
}

function referenceBreaches({ object }: Manifest, plan: TenantPlan): string[] {
  const { name, namespace: there = plan.namespace } = fieldsAt(object, 'spec', 'mariaDbRef');
  return serversIn(plan).includes(name) && there === plan.namespace
    ? []
    : [`is of the server ${String(there)}/${String(name)}`];
}

function userBreaches({ object }: Manifest, { database }: TenantPlan): string[] {
  const name = textAt(object, 'spec', 'name');
  const secret = textAt(object, 'spec', 'passwordSecretKeyRef', 'name');
  const databases = database === undefined ? [] : serversOf(database).flatMap((server) => server.databases);
  const isOwn = databases.some((each) => each.name === name && each.secret === secret);
  return !isOwn ? [`is the user ${name} with the password of ${secret}`] : [];
}

function grantBreaches({ object }: Manifest, { database }: TenantPlan): string[] {
  const { database: on, username, grantOption = false } = fieldsAt(object, 'spec');
  const isOwn = on === username && (database?.databases.some(({ name }) => name === on) ?? false);
  return [
    ...(isOwn ? [] : [`lets ${String(username)} into ${String(on)}`]),
    ...(grantOption === false && !textsAt(object, 'spec', 'privileges').some((each) => /grant option/i.test(each))
      ? []
      : ['lets its user give rights to others']),
  ];
}

function each(manifest: Manifest, whats: readonly string[]): Breach[] {
  return whats.map((what) => ({ manifest, what }));
}

function mariadbObjects(manifests: readonly Manifest[]): Manifest[] {
  return manifests.filter(({ object }) => object.apiVersion.startsWith('k8s.mariadb.com/'));
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

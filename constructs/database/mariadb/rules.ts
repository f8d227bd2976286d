// MariaDB: its server, databases, users and grants are the tenant's own, and reach no further than its blueprint says.
import { fieldsAt, textAt, textsAt } from '../../base/fields.js';
import type { Breach, Rule } from '../../base/rule.js';
import type { TenantPlan } from '../../base/tenant-plan.js';
import type { Manifest } from '../../base/tenant-view.js';
import { databaseEngines } from '../engines.js';
import { serverName, serversOf } from '../server.js';
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

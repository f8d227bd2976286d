// MariaDB: its server, databases, users and grants are the tenant's own, and reach no further than its blueprint says.
import { databaseEngines } from '../../../constructs/database-engines.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import type { Manifest } from '../../synth/manifest.js';
import { fieldsAt, textAt, textsAt } from '../fields.js';
import type { Breach, Rule } from '../rule.js';
import { mariadbObjects } from './mariadb-objects.js';

export const mariadbRules: readonly Rule[] = [
  {
    code: 'check/foreign-server',
    sentence:
      'databases, users, grants and backups are of the tenant’s own server, a user reaches its own database only, and a server is set up as tenants’ servers are',
    breaches: ({ plan, ofKind }) => [
      ...ofKind('MariaDB').flatMap((manifest) => each(manifest, serverBreaches(manifest))),
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
  ...['inheritMetadata', 'metrics', 'myCnf', 'podDisruptionBudget'],
]);

function serverBreaches({ object }: Manifest): string[] {
  const { server, rootSecret } = databaseEngines.mariadb;
  const secret = textAt(object, 'spec', 'rootPasswordSecretKeyRef', 'name');
  return [
    ...(object.metadata.name === server ? [] : ['is a second server']),
    ...Object.keys(fieldsAt(object, 'spec'))
      .filter((field) => !serverFields.has(field))
      .map((field) => `sets ${field}`),
    ...(secret === rootSecret ? [] : [`takes its root password from ${secret ?? 'nowhere'}`]),
  ];
}

function referenceBreaches({ object }: Manifest, { namespace }: TenantPlan): string[] {
  const { name, namespace: there = namespace } = fieldsAt(object, 'spec', 'mariaDbRef');
  return name === databaseEngines.mariadb.server && there === namespace
    ? []
    : [`is of the server ${String(there)}/${String(name)}`];
}

function userBreaches({ object }: Manifest, { database }: TenantPlan): string[] {
  const name = textAt(object, 'spec', 'name');
  const own = database?.databases.find((each) => each.name === name);
  const secret = textAt(object, 'spec', 'passwordSecretKeyRef', 'name');
  return own === undefined || own.secret !== secret ? [`is the user ${name} with the password of ${secret}`] : [];
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

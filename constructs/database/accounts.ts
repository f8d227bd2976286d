// The ServiceAccounts of a tenant's database: what operators run its servers and backups as, and who puts a MariaDB to sleep.
import type { AccountsPart } from '../base/concern.js';
import { fieldsAt } from '../base/fields.js';
import type { TenantProps } from '../base/tenant.js';
import { hibernationNames, isHibernation } from './mariadb/hibernation.js';
import { mariadbNames } from './mariadb/names.js';
import { serverName, serversOf } from './server.js';

export const databaseAccounts: AccountsPart = {
  /** Operators run each server as an account of its own name. */
  reserved: (tenant) => [
    mariadbNames.backupJob,
    ...hibernationNames(tenant),
    ...(tenant.database === undefined ? [] : serversOf(tenant.database).map(serverName)),
  ],
  cloudRole: (tenant, account) => (account === mariadbNames.backupJob ? backupRole(tenant) : undefined),
  made: (object, tenant) =>
    object.kind === 'Cluster'
      ? {
          annotations: fieldsAt(object, 'spec', 'serviceAccountTemplate', 'metadata', 'annotations'),
          cloudRole: backupRole(tenant),
        }
      : undefined,
  ownRoles: hibernationNames,
  signsIn: isHibernation,
};

function backupRole({ id, cluster: { backupStore } }: TenantProps): string | undefined {
  const credentials = backupStore?.credentials;
  return credentials?.kind === 'role' ? credentials.roleArn.replaceAll('{tenant}', id) : undefined;
}

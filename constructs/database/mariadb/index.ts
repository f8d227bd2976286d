// The engine mariadb: mariadb-operator.
import type { EngineParts } from '../engine.js';
import { backupRole } from '../stores.js';
import { hibernationNames, isHibernation } from './hibernation.js';
import { mariadbKinds } from './kinds.js';
import { mariadbNames } from './names.js';
import { mariadbPolicies } from './network.js';
import { mariadbBackups, mariadbRules } from './rules.js';
import { mariadbDemand } from './server.js';

export const mariadb: EngineParts = {
  kinds: mariadbKinds,
  rules: mariadbRules,
  backups: mariadbBackups,
  accounts: {
    reserved: (tenant) => [mariadbNames.backupJob, ...hibernationNames(tenant)],
    cloudRole: (tenant, account) => (account === mariadbNames.backupJob ? backupRole(tenant) : undefined),
    ownRoles: hibernationNames,
    signsIn: isHibernation,
  },
  policies: mariadbPolicies,
  demand: mariadbDemand,
  isUp: 'mysql_up',
  connections: 'mysql_global_status_threads_connected',
  // Its backups are jobs, of which the operator keeps the last five.
  lastBackup: ['kube_job_status_completion_time', `job_name=~"${mariadbNames.backupJob}-.*"`],
  // From mariadb-operator's api/v1alpha1/mariadb_keys.go and pkg/builder/labels.
  takenNames: {
    workload: /^(?:mariadb(?:-.*)?|exporter)$/,
    secret: /^mariadb(?:-.*)?$/,
    database:
      /^(?:mysql|sys|r\d+(?:_.*)?|information_schema|performance_schema|mariadb.*|root|password|metrics.*|backup.*|ca|client|server|.*_(?:ca|cert|bundle))$/,
    volume: /^storage-mariadb-.*$/,
  },
};

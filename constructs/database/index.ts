// The concern database: the server of the engine that a blueprint names, its logical databases, its backups.
import { variablesOf } from '../base/blueprint-rule.js';
import type { Concern, Lack } from '../base/concern.js';
import type { Rule } from '../base/rule.js';
import type { BlueprintSpec, ClusterSource, SourcePath } from '../base/sources.js';
import { missingPart } from '../base/tenant-rule.js';
import {
  backupRules as backupScheduleRules,
  databaseRules,
  passwordRules,
  takenByDatabase,
} from './blueprint-rules.js';
import { engineParts } from './engine-parts.js';
import { restoreLimits } from './limits.js';
import { databaseAlerts, databaseMonitors, databasePanels, databaseProductPanels } from './monitoring.js';
import { databasePeers, databasePolicies, reachedServers } from './network.js';
import { databaseSecretVariables, databaseValue, planDatabase } from './plan.js';
import { publishedDatabase } from './published.js';
import { databaseSchema } from './schema.js';
import { databaseSecrets } from './secrets.js';
import { serverName, serversOf } from './server.js';
import { backupStores, claimedBackups } from './stores.js';
import { databaseDemand, databaseSize, databaseUsage } from './usage.js';

const engines = Object.values(engineParts);

/** Below the tenant's own path of its cluster's store, with the tenant's own credentials, and at a time that is one. */
const backupRules: readonly Rule[] = [
  {
    code: 'check/foreign-backup-path',
    sentence:
      'backups go below the tenant’s own path of its cluster’s backup store, with credentials of the tenant’s own',
    breaches: (view) => engines.flatMap(({ backups }) => backups.places(view)),
  },
  {
    code: 'check/backup-cron',
    sentence:
      'a ScheduledBackup has a six-field cron and the method plugin, which a Backup has too, a PhysicalBackup a five-field cron or no schedule',
    breaches: (view) => engines.flatMap(({ backups }) => backups.times(view)),
  },
];

export const database: Concern = {
  name: 'database',
  kinds: Object.assign({}, ...engines.map(({ kinds }) => kinds)),
  schema: databaseSchema,
  overridable: ['database.storage', 'database.instances', 'database.resources.cpu', 'database.resources.memory'],
  blueprintRules: [databaseRules, backupScheduleRules, passwordRules],
  takenNames: takenByDatabase,
  references: {
    known: ({ database }) => (database === undefined ? [] : ['database.host', 'database.port']),
    resolve: databaseValue,
  },
  variables: ({ database }, workload) =>
    Object.entries(database?.names ?? {})
      .filter(([, { usedBy }]) => usedBy.includes(workload))
      .flatMap(([name, each]) => variablesOf(each, `the database ${name}`, ['database', 'names', name])),
  lacks: lackOfBackups,
  clusterImages: ({ kubectlImage }) => [{ field: 'kubectlImage', image: kubectlImage }],
  stores: backupStores,
  tenantRules: [
    (tenant, { data }) =>
      tenant.data.spec.overrides?.database === undefined || data.spec.database !== undefined
        ? []
        : [missingPart(tenant, 'database to override', ['overrides', 'database'])],
  ],
  limits: restoreLimits,
  plan: (input) => ({ database: planDatabase(input) }),
  secretVariables: databaseSecretVariables,
  rules: [...backupRules, ...engines.flatMap(({ rules = [] }) => rules)],
  claims: claimedBackups,
  demand: databaseDemand,
  // Operators run each server as an account of its own name.
  accounts: [
    { reserved: ({ database }) => (database === undefined ? [] : serversOf(database).map(serverName)) },
    ...engines.map(({ accounts }) => accounts),
  ],
  secrets: databaseSecrets,
  monitors: databaseMonitors,
  alerts: databaseAlerts,
  panels: databasePanels,
  productPanels: databaseProductPanels,
  network: { policies: databasePolicies, exchanges: reachedServers, peers: databasePeers },
  usage: databaseUsage,
  describe: databaseSize,
  published: publishedDatabase,
};

function lackOfBackups({ database, tiers }: BlueprintSpec, tier: string, cluster: ClusterSource): Lack[] {
  const { backups, backupStore } = cluster;
  if (!backups || tiers[tier]?.database?.backup === undefined) return [];
  const asked = ['tiers', tier, 'database', 'backup'];
  if (backupStore === undefined) return [lackOf('backupStore', 'a backupStore', asked)];
  const isFound = backupStore.endpoint !== undefined || backupStore.region !== undefined;
  if (isFound || database?.engine !== 'mariadb') return [];
  return [lackOf('backupStore.region', 'an endpoint or region of its backupStore', asked)];
}

function lackOf(field: string, what: string, asked: SourcePath): Lack {
  return { code: 'load/profile-incomplete', what, field, asked };
}

// The engine postgres: CloudNativePG.
import { fieldsAt } from '../../base/fields.js';
import type { EngineParts } from '../engine.js';
import { backupRole } from '../stores.js';
import { postgresDemand } from './cluster.js';
import { postgresKinds } from './kinds.js';
import { postgresPolicies } from './network.js';
import { postgresBackups } from './rules.js';

export const postgres: EngineParts = {
  kinds: postgresKinds,
  backups: postgresBackups,
  accounts: {
    made: (object, tenant) =>
      object.kind === 'Cluster'
        ? {
            annotations: fieldsAt(object, 'spec', 'serviceAccountTemplate', 'metadata', 'annotations'),
            cloudRole: backupRole(tenant),
          }
        : undefined,
  },
  policies: postgresPolicies,
  demand: postgresDemand,
  isUp: 'cnpg_collector_up',
  connections: 'cnpg_backends_total',
  lastBackup: ['barman_cloud_cloudnative_pg_io_last_available_backup_timestamp'],
  // From cloudnative-pg's pkg/specs and docs/src/applications.md.
  takenNames: {
    workload: /^postgres(?:-r\d+)?(?:-(?:rw|ro|r))?$/,
    secret: /^postgres(?:-.*)?$/,
    database:
      /^(?:postgres|r\d+(?:_.*)?|template[01]|pg_.*|streaming_replica|cnpg_.*|ca|server|replication|superuser)$/,
    volume: /^postgres-(?:r\d+-)?\d.*$/,
  },
};

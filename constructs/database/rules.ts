// Backups: below the tenant's own path of its cluster's store, with the tenant's own credentials, and at a time that is one.
import type { Rule } from '../base/rule.js';
import { engineParts } from './engine-parts.js';

const engines = Object.values(engineParts);

export const backupRules: readonly Rule[] = [
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

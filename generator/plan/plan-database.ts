// The tenant's database: what the blueprint asks for, in the tier's size, with the tenant's overrides.
import { daysBetween } from '../../constructs/backup-schedule.js';
import { shortDigest } from '../../constructs/short-digest.js';
import type { BackupSchedule, DatabaseProps, LogicalDatabase } from '../../constructs/tenant.js';
import type { BlueprintSpec, TierSource } from '../load/schema/blueprint.js';
import type { TenantSource } from '../load/schema/tenant.js';
import { databaseSecret, firstDatabase } from './database-secret.js';
import { optional, planResources } from './plan-container.js';
import { backupSchedule } from './schedule-words.js';
import { fieldsOf, type Sourced, type Traced } from './sourced.js';

type DatabaseSource = NonNullable<BlueprintSpec['database']>;
type DatabaseSize = NonNullable<TierSource['database']>;
type DatabaseOverrides = NonNullable<NonNullable<TenantSource['spec']['overrides']>['database']>;

export interface DatabaseInput {
  readonly source: Sourced<DatabaseSource> | undefined;
  readonly size: Sourced<DatabaseSize> | undefined;
  readonly override: Sourced<DatabaseOverrides> | undefined;
  /** Names of the services and jobs that this tenant runs. */
  readonly workloads: readonly string[];
  /** Whether the cluster takes the backups that the tier asks for. @default true */
  readonly backups?: boolean;
}

/** The database of one tenant; undefined for a product without one. */
export function planDatabase(
  id: string,
  { source, size, override, workloads, backups = true }: DatabaseInput,
): Traced<DatabaseProps> | undefined {
  if (source === undefined || size === undefined) return undefined;
  return {
    engine: source.at('engine'),
    image: source.at('image'),
    instances: override?.tryAt('instances') ?? size.at('instances'),
    storage: override?.tryAt('storage') ?? size.at('storage'),
    resources: planResources(size.at('resources'), override?.tryAt('resources')),
    parameters: Object.fromEntries(fieldsOf<string>(source.at('parameters'))),
    ...optional('backup', backups ? planBackup(id, size.tryAt('backup')) : undefined),
    databases: planLogicalDatabases(source, workloads),
  };
}

function planLogicalDatabases(
  source: Sourced<DatabaseSource>,
  workloads: readonly string[],
): Traced<LogicalDatabase>[] {
  const all = Object.keys(source.value.names);
  const first = firstDatabase(all);
  return fieldsOf(source.at('names'))
    .sort(([a], [b]) => Number(b === first) - Number(a === first))
    .map(([name, declared]) => ({
      name: declared.map(() => name),
      secret: declared.map(() => databaseSecret(source.value.engine, name, all)),
      usedBy: declared.at('usedBy').map((users) => users.filter((user) => workloads.includes(user))),
    }));
}

/** The one that is due most often first, whatever their order in the file. */
function planBackup(
  id: string,
  backup: Sourced<NonNullable<DatabaseSize['backup']>> | undefined,
): Traced<BackupSchedule>[] | undefined {
  return backup?.value
    .map((_, index) => backup.at(index))
    .map((each) => ({
      name: each.at('every').map((every) => (/ /.test(every) ? shortDigest(every) : every)),
      schedule: each.at('every').map((every) => backupSchedule(every, id)),
      keep: each.at('keep'),
    }))
    .sort((a, b) => daysBetween(a.schedule.value) - daysBetween(b.schedule.value));
}

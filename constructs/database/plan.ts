// The tenant's database: what the blueprint asks for, in the tier's size, with the tenant's overrides.
import type { PlanInput, ReferenceInput } from '../base/concern.js';
import { shortDigest } from '../base/digest.js';
import { planResources, secretVariable } from '../base/plan-container.js';
import { backupSchedule } from '../base/schedule.js';
import type { BlueprintSpec, TenantSource, TierSource } from '../base/sources.js';
import { byRule, fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { SecretEnv } from '../base/workload.js';
import { daysBetween } from './backup-schedule.js';
import { type EngineName, engineOf } from './engines.js';
import type { BackupSchedule, DatabaseProps, LogicalDatabase, RestoreProps } from './schema.js';
import { serverHost, serverName } from './server.js';

type DatabaseSource = NonNullable<BlueprintSpec['database']>;
type DatabaseSize = NonNullable<TierSource['database']>;
type ServerSource = NonNullable<TenantSource['spec']['database']>;

/** The database of one tenant; undefined for a product without one. */
export function planDatabase({
  id,
  blueprint,
  tier,
  tenant,
  cluster,
  running,
}: PlanInput): Traced<DatabaseProps> | undefined {
  const [source, size] = [blueprint.tryAt('database'), tier.tryAt('database')];
  if (source === undefined || size === undefined) return undefined;
  const [server, override] = [tenant.tryAt('database'), tenant.tryAt('overrides')?.tryAt('database')];
  const backup = cluster?.backups?.value === false ? undefined : planBackup(id, size.tryAt('backup'));
  const generation = server?.at('generation') ?? byRule(1);
  const databasesOf = (which: number) => planLogicalDatabases(source, running, which);
  return {
    engine: source.at('engine'),
    generation,
    image: source.at('image'),
    instances: override?.tryAt('instances') ?? size.at('instances'),
    storage: override?.tryAt('storage') ?? size.at('storage'),
    resources: planResources(size.at('resources'), override?.tryAt('resources')),
    parameters: Object.fromEntries(fieldsOf<string>(source.at('parameters'))),
    backup,
    databases: databasesOf(generation.value),
    restore: planRestore(server?.tryAt('restore'), backup, databasesOf),
  };
}

/** Variables that a workload takes from the Secrets of its logical databases. */
export function databaseSecretVariables({ blueprint, tenant }: PlanInput, workload: string): Traced<SecretEnv>[] {
  const database = blueprint.tryAt('database');
  if (database === undefined) return [];
  const { engine, names } = database.value;
  const server = { engine, generation: generationOf(tenant.value) };
  return fieldsOf(database.at('names'))
    .filter(([, declared]) => declared.value.usedBy.includes(workload))
    .flatMap(([name, declared]) =>
      fieldsOf<string>(declared.at('env')).map(([variable, key]) =>
        secretVariable(variable, databaseSecret(server, name, Object.keys(names)), key),
      ),
    );
}

/** Which of a tenant's servers is in use. */
export function generationOf({ database }: Pick<TenantSource['spec'], 'database'>): number {
  return database?.generation ?? 1;
}

/** The limits have made sure that a tenant which restores has backups. */
function planRestore(
  restore: Sourced<NonNullable<ServerSource['restore']>> | undefined,
  backup: readonly Traced<BackupSchedule>[] | undefined,
  databasesOf: (generation: number) => Traced<LogicalDatabase>[],
): Traced<RestoreProps> | undefined {
  const schedule = restore?.tryAt('schedule') ?? backup?.[0]?.name;
  if (restore === undefined || schedule === undefined) return undefined;
  const keep = restore.tryAt('keep');
  return {
    from: restore.at('from'),
    at: restore.at('at'),
    schedule,
    keep: keep && { generation: keep, databases: databasesOf(keep.value) },
  };
}

function planLogicalDatabases(
  source: Sourced<DatabaseSource>,
  workloads: readonly string[],
  generation: number,
): Traced<LogicalDatabase>[] {
  const { engine, names } = source.value;
  const all = Object.keys(names);
  const first = firstDatabase(all);
  return fieldsOf(source.at('names'))
    .sort(([a], [b]) => Number(b === first) - Number(a === first))
    .map(([name, declared]) => ({
      name: declared.map(() => name),
      secret: declared.map(() => databaseSecret({ engine, generation }, name, all)),
      stored: declared.map(() => databaseSecret({ engine, generation: 1 }, name, all)),
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

/** The Secret of a logical database: where the operator makes that of the first one, it names it after the server. */
function databaseSecret(
  server: { readonly engine: EngineName; readonly generation: number },
  name: string,
  all: readonly string[],
): string {
  const { makesFirstSecret } = engineOf(server.engine);
  const last = makesFirstSecret && name === firstDatabase(all) ? 'app' : name.replaceAll('_', '-');
  return `${serverName(server)}-${last}`;
}

/** `app` is made with the cluster, or the first by name: that keeps `postgres-app` from being taken twice. */
function firstDatabase(all: readonly string[]): string | undefined {
  return all.includes('app') ? 'app' : [...all].sort()[0];
}

export function databaseValue(
  { blueprint, tenant }: ReferenceInput,
  [section, field]: readonly string[],
): Sourced<string> | undefined {
  const database = blueprint.value.database;
  if (section !== 'database' || database === undefined) return undefined;
  const { engine } = database;
  if (field === 'host') return byRule(serverHost({ engine, generation: generationOf(tenant.value) }));
  return field === 'port' ? byRule(String(engineOf(engine).port)) : undefined;
}

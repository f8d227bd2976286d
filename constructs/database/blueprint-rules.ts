// What must hold of a blueprint's database: those who use one exist, and its engine can do what the tiers ask for.
import { type BlueprintReport, boundsBelow, movingImage, unknownUsers, unsized } from '../base/blueprint-rule.js';
import type { TakenNames } from '../base/concern.js';
import type { Finding } from '../base/finding.js';
import type { BlueprintSpec, SourcePath, TierSource } from '../base/sources.js';
import { hoursOf } from './backup-schedule.js';
import { engineParts } from './engine-parts.js';
import { type EngineName, engineOf } from './engines.js';
import { backupCredentialsName } from './server.js';

/** Users of databases that are neither a service nor a job, more instances than the engine has, settings that are no setting. */
export function databaseRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { database } = blueprint;
  if (database === undefined)
    return Object.entries(blueprint.tiers)
      .filter(([, tier]) => tier.database !== undefined)
      .map(([name]) =>
        report('load/unknown-service', ['tiers', name, 'database'], 'the blueprint has no database', {
          hint: 'remove the size, or declare what it sizes',
          part: 'key',
        }),
      );
  return [
    ...movingImage(database.image, ['database', 'image'], report),
    ...Object.entries(blueprint.tiers).flatMap(([name, tier]) =>
      tier.database === undefined
        ? [unsized(name, 'the database', ['database'], report)]
        : boundsBelow(tier.database.resources, ['tiers', name, 'database'], report),
    ),
    ...Object.entries(database.names).flatMap(([name, each]) =>
      unknownUsers(each, ['database', 'names', name], blueprint, report),
    ),
    ...tooManyInstances(database.engine, blueprint, report),
    ...Object.entries(database.parameters)
      .filter(([, value]) => /[\r\n]/.test(value))
      .map(([name]) =>
        report('load/invalid-value', ['database', 'parameters', name], `the setting ${name} has more than one line`, {
          hint: 'write each setting by itself',
        }),
      ),
  ];
}

function tooManyInstances(engine: EngineName, { tiers }: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { mostInstances } = engineOf(engine);
  const asked = Object.entries(tiers).flatMap(([tier, { database, ceilings }]) => [
    { amount: database?.instances, path: ['tiers', tier, 'database', 'instances'] },
    { amount: ceilings['database.instances'], path: ['tiers', tier, 'ceilings', 'database.instances'] },
  ]);
  return asked
    .filter(({ amount }) => typeof amount === 'number' && amount > mostInstances)
    .map(({ amount, path }) =>
      report('load/invalid-value', path, `${amount} instances are more than ${engine} has here`, {
        hint: `ask for ${mostInstances} at most`,
      }),
    );
}

type Schedules = NonNullable<NonNullable<TierSource['database']>['backup']>;

/** Schedules that stand twice, or that leave days without a backup. */
export function backupRules({ tiers }: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.entries(tiers).flatMap(([tier, { database }]) => {
    const at = ['tiers', tier, 'database', 'backup'];
    const schedules = database?.backup ?? [];
    return [...repeated(schedules, at, report), ...gaps(schedules, at, report)];
  });
}

function repeated(schedules: Schedules, at: SourcePath, report: BlueprintReport): Finding[] {
  return [...schedules.entries()].flatMap(([index, { every }]) => {
    const first = schedules.findIndex((each) => each.every === every);
    if (first === index) return [];
    return report('load/invalid-value', [...at, index, 'every'], `there is another schedule for ${every}`, {
      hint: 'name each once, with the longest time that its backups are to be kept',
      related: [...at, first, 'every'],
    });
  });
}

/** Hours until the next backup. */
const between: Readonly<Record<string, number>> = {
  daily: hoursOf('1d'),
  weekly: hoursOf('1w'),
  monthly: hoursOf('1m'),
};

function gaps(schedules: Schedules, at: SourcePath, report: BlueprintReport): Finding[] {
  return [...schedules.entries()]
    .filter(([, { every, keep }]) => hoursOf(keep) < (between[every] ?? 0))
    .map(([index, { every, keep }]) =>
      report(
        'load/invalid-value',
        [...at, index, 'keep'],
        `${every} backups are gone after ${keep}, before the next one`,
        {
          hint: 'keep each until there is another, or take them more often',
        },
      ),
    );
}

const code = 'load/stateless-password';

/** Generated secrets in the place of a database's own, and variables that hold a database's password by their name. */
export function passwordRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { database, secrets } = blueprint;
  if (database === undefined) return [];
  return Object.entries(secrets)
    .filter(([, secret]) => 'generate' in secret)
    .flatMap(([name, { env }]) => {
      if (isDatabaseSecret(name, database))
        return [
          report(code, ['secrets', name], `${name} holds the live password of a database`, { hint, part: 'key' }),
        ];
      return Object.keys(env)
        .filter((variable) => databasePassword.test(variable))
        .map((variable) =>
          report(
            code,
            ['secrets', name, 'env', variable],
            `${variable} would not be the password that the database has`,
            {
              hint,
              part: 'key',
              related: ['database'],
            },
          ),
        );
    });
}

/** True for the name of a Secret with the credentials of one of the server's databases. */
function isDatabaseSecret(
  name: string,
  { engine, names }: Pick<NonNullable<BlueprintSpec['database']>, 'engine' | 'names'>,
): boolean {
  const { server } = engineOf(engine);
  return Object.keys(names).some((database) => name === `${server}-${database.replaceAll('_', '-')}`);
}

const hint =
  'remove the secret, and take the password by env of database.names: it comes from the operator or the store';

const databasePassword =
  /^(?:.*_)?(?:DB|DATABASE|PG|POSTGRES(?:QL)?|MYSQL|MARIADB)_?(?:.*_)?(?:PASS|PASSWD|PASSWORD|PWD)$/;

export function takenByDatabase({ database, secrets }: BlueprintSpec): TakenNames {
  const isStore = (name: string) => name === backupCredentialsName;
  if (database === undefined) return { sections: { secrets: isStore } };
  const taken = engineParts[database.engine].takenNames;
  // A generated one in the place of a database's own is refused for what it is.
  const isToldBetter = (name: string) => isDatabaseSecret(name, database) && 'generate' in (secrets[name] ?? {});
  return {
    workload: (name) => taken.workload.test(name),
    sections: {
      secrets: (name) => isStore(name) || (taken.secret.test(name) && !isToldBetter(name)),
      'database.names': (name) => taken.database.test(name),
      volumes: (name) => taken.volume.test(name),
    },
  };
}

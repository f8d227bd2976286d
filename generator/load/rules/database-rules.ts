// What must hold of a blueprint's database: those who use one exist, and its engine can do what the tiers ask for.
import { type EngineName, engineOf } from '../../../constructs/database-engines.js';
import type { Finding } from '../../finding/finding.js';
import { didYouMean } from '../did-you-mean.js';
import type { BlueprintSpec } from '../schema/blueprint.js';
import type { BlueprintReport } from './blueprint-report.js';
import { workloadsOf } from './workloads.js';

/** Users of databases that are neither a service nor a job, more instances than the engine has, settings that are no setting. */
export function databaseRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { database } = blueprint;
  if (database === undefined) return [];
  return [
    ...unknownUsers(blueprint, report),
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

function unknownUsers(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = workloadsOf(blueprint).map(({ name }) => name);
  return Object.entries(blueprint.database?.names ?? {}).flatMap(([name, { usedBy }]) =>
    [...usedBy.entries()]
      .filter(([, user]) => !known.includes(user))
      .map(([index, user]) => {
        const path = ['database', 'names', name, 'usedBy', index];
        const hint = didYouMean(user, known) ?? 'remove it';
        return report('load/unknown-service', path, `there is no service or job ${user}`, { hint });
      }),
  );
}

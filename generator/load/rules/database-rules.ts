// What must hold of a blueprint's logical databases: those who use one exist.
import type { Finding } from '../../finding/finding.js';
import { didYouMean } from '../did-you-mean.js';
import type { BlueprintSpec } from '../schema/blueprint.js';
import type { BlueprintReport } from './blueprint-report.js';
import { workloadsOf } from './workloads.js';

/** Users of databases that are neither a service nor a job. */
export function databaseRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
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

// Which environment variables the concerns give to a service or job: no blueprint and no tenant may give them another value.
import {
  type BlueprintReport,
  type GivenVariable,
  type Workload,
  workloadsOf,
} from '../../constructs/base/blueprint-rule.js';
import type { Finding } from '../../constructs/base/finding.js';
import type { BlueprintSpec } from '../../constructs/base/sources.js';
import { concerns } from '../../constructs/index.js';

/** Every variable that a concern gives to one service or job. */
export function givenVariables(blueprint: BlueprintSpec, workload: string): GivenVariable[] {
  return concerns.flatMap(({ variables }) => variables?.(blueprint, workload) ?? []);
}

/** A rule of blueprints: no variable has two owners. */
export function repeatedVariables(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return workloadsOf(blueprint).flatMap((workload) => repeatedIn(workload, blueprint, report));
}

function repeatedIn(workload: Workload, blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { name, path, container } = workload;
  const own = Object.keys(container.env).map((variable) => ({
    variable,
    from: 'env',
    path: [...path, 'env', variable],
  }));
  const first = new Map<string, GivenVariable>(own.map((given) => [given.variable, given]));
  return givenVariables(blueprint, name).flatMap((given) => {
    const before = first.get(given.variable);
    if (before === undefined) {
      first.set(given.variable, given);
      return [];
    }
    const message = `${given.variable} of ${name} is given by ${before.from} and by ${given.from}`;
    const hint = 'remove or rename one of the variables';
    return [report('load/duplicate-env', before.path, message, { hint, part: 'key', related: given.path })];
  });
}

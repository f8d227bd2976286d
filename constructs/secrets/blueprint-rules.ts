// What must hold of a blueprint's secrets: what asks for one gets it, and no variable has two owners.

import type { BlueprintReport } from '../base/blueprint-rule.js';
import { type Workload, workloadsOf } from '../base/blueprint-rule.js';
import { didYouMean } from '../base/did-you-mean.js';
import type { Finding } from '../base/finding.js';
import { type GivenVariable, givenVariables } from '../base/given-variables.js';
import type { BlueprintSpec } from '../base/sources.js';

/** Secrets that nobody provides, and variables that are given twice. */
export function secretRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return [
    ...workloadsOf(blueprint).flatMap((workload) => unknownSecrets(workload, blueprint, report)),
    ...workloadsOf(blueprint).flatMap((workload) => repeatedVariables(workload, blueprint, report)),
  ];
}

function unknownSecrets({ path, container }: Workload, blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = Object.keys(blueprint.secrets);
  return [...container.secrets.entries()]
    .filter(([, name]) => !known.includes(name))
    .map(([index, name]) =>
      report('load/unknown-secret', [...path, 'secrets', index], `nobody provides the secret ${name}`, {
        hint: didYouMean(name, known) ?? 'declare it under spec.secrets',
      }),
    );
}

function repeatedVariables(workload: Workload, blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const { name, path, container } = workload;
  const own = Object.keys(container.env).map((variable) => ({
    variable,
    from: 'env',
    path: [...path, 'env', variable],
  }));
  const first = new Map<string, GivenVariable>(own.map((given) => [given.variable, given]));
  return givenVariables(blueprint, name, container.secrets).flatMap((given) => {
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

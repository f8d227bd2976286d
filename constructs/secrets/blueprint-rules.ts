// What must hold of a blueprint's secrets: what asks for one gets it, and no variable has two owners.

import type { BlueprintReport } from '../base/blueprint-rule.js';
import { type Workload, workloadsOf } from '../base/blueprint-rule.js';
import { didYouMean } from '../base/did-you-mean.js';
import type { Finding } from '../base/finding.js';
import type { BlueprintSpec } from '../base/sources.js';

/** Secrets that nobody provides. */
export function secretBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return workloadsOf(blueprint).flatMap((workload) => unknownSecrets(workload, blueprint, report));
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

// What must hold of the references in a blueprint's environment: each is whole, and every tier knows it.

import type { BlueprintReport } from '../../../constructs/base/blueprint-rule.js';
import { workloadsOf } from '../../../constructs/base/blueprint-rule.js';
import { didYouMean } from '../../../constructs/base/did-you-mean.js';
import type { Finding } from '../../../constructs/base/finding.js';
import { hasUnclosedReference, referencesIn } from '../../../constructs/base/references.js';
import type { BlueprintSpec, SourcePath } from '../../../constructs/base/sources.js';
import { concerns } from '../../../constructs/index.js';

/** References that are not closed, or not known in every tier. */
export function referenceRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const known = knownReferences(blueprint);
  const variables = workloadsOf(blueprint).flatMap(({ path, container }) =>
    Object.entries(container.env).map(([variable, value]) => ({ path: [...path, 'env', variable], value })),
  );
  return variables.flatMap(({ path, value }) => [
    ...unknown(path, value, known, report),
    ...(hasUnclosedReference(value)
      ? [
          report('load/unknown-reference', path, 'a reference begins with ${ and does not end', {
            hint: 'close it by }',
          }),
        ]
      : []),
  ]);
}

function unknown(path: SourcePath, value: string, known: readonly string[], report: BlueprintReport): Finding[] {
  return referencesIn(value)
    .filter((reference) => !known.includes(reference))
    .map((reference) => {
      const hint = didYouMean(reference, known) ?? 'write the value itself';
      return report('load/unknown-reference', path, `\${${reference}} is not known in every tier`, { hint });
    });
}

/** Every reference that a blueprint's values may hold: those that have a value in each of its tiers. */
export function knownReferences(blueprint: BlueprintSpec): string[] {
  const [first, ...others] = Object.values(blueprint.tiers).map((tier) => Object.keys(tier.entitlements));
  const entitlements = (first ?? []).filter((name) => others.every((names) => names.includes(name)));
  return [
    ...tenantFields.map((field) => `tenant.${field}`),
    ...entitlements.map((name) => `entitlements.${name}`),
    ...concerns.flatMap(({ references }) => references?.known(blueprint) ?? []),
  ];
}

const tenantFields = [
  'id',
  'displayName',
  'namespace',
  'product',
  'tier',
  'region',
  'host',
  'url',
  'ownerName',
  'ownerEmail',
];

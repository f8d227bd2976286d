// What must hold inside one blueprint before any tenant is planned with it: the concerns' rules, and what is common to all.
import {
  type BlueprintReport,
  type BlueprintRule,
  blueprintReport,
  type GivenVariable,
  type Workload,
  workloadsOf,
} from '../../constructs/base/blueprint-rule.js';
import type { ConstructModules } from '../../constructs/base/construct-modules.js';
import type { Finding } from '../../constructs/base/finding.js';
import { type Amount, isInUnitOf, pathsOf, tierAmount } from '../../constructs/base/overridable.js';
import { compareQuantities } from '../../constructs/base/quantity.js';
import { hasUnclosedReference, referencesIn } from '../../constructs/base/references.js';
import {
  type BlueprintSource,
  type BlueprintSpec,
  type Loaded,
  type SourcePath,
  type TierSource,
  valueAt,
} from '../../constructs/base/sources.js';
import { didYouMean } from '../../constructs/base/wording.js';
import { concerns, overridable } from '../../constructs/index.js';

const rules: readonly BlueprintRule[] = [
  ...concerns.flatMap(({ blueprintRules }) => blueprintRules ?? []),
  nameRules,
  repeatedVariables,
  referenceRules,
  ceilingRules,
];

/** Every finding about one blueprint by itself, and about its constructs where code has been loaded. */
export function blueprintFindings(blueprint: Loaded<BlueprintSource>, modules?: ConstructModules): Finding[] {
  const report = blueprintReport(blueprint);
  const { spec } = blueprint.data;
  return rules.flatMap((rule) => rule(spec, report, modules));
}

/** Names that would collide. */
function nameRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  const taken = concerns.flatMap(({ takenNames }) => takenNames?.(blueprint) ?? []);
  const workloads = workloadsOf(blueprint);
  const repeated = workloads.filter(({ name }, index) => workloads.findIndex((other) => other.name === name) < index);
  const workloadPaths = workloads
    .filter((each) => repeated.includes(each) || taken.some(({ workload }) => workload?.(each.name)))
    .map(({ path }) => path);
  const sections = [...new Set(taken.flatMap(({ sections }) => Object.keys(sections ?? {})))];
  const sectionPaths = sections.flatMap((section) => {
    const path = section.split('.');
    return Object.keys(valueAt(blueprint, path) ?? {})
      .filter((name) => taken.some(({ sections }) => sections?.[section]?.(name)))
      .map((name) => [...path, name]);
  });
  return [...workloadPaths, ...sectionPaths].map((path) =>
    report('load/invalid-value', path, `the name ${path.at(-1)} is taken`, {
      hint: 'choose another name',
      part: 'key',
    }),
  );
}

/** Ceilings of nothing, in another unit, or below the tier's own amount. */
function ceilingRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.entries(blueprint.tiers).flatMap(([name, tier]) =>
    Object.entries(tier.ceilings).flatMap(([key, ceiling]) => {
      const at = ['tiers', name, 'ceilings', key];
      if (!isCeilingKey(key, blueprint)) {
        const hint = didYouMean(key, overridable) ?? 'remove it';
        return [
          report('load/unknown-ceiling', at, `${key} is nothing that a tenant can override`, { hint, part: 'key' }),
        ];
      }
      if (!isInUnitOf(key, ceiling)) {
        const hint = 'write it as the tier writes the amount itself';
        return [report('load/invalid-value', at, `${ceiling} is no amount of ${key}`, { hint })];
      }
      return belowTier(tier, key, ceiling, blueprint, at, report);
    }),
  );
}

function belowTier(
  tier: TierSource,
  key: string,
  ceiling: Amount,
  blueprint: BlueprintSpec,
  at: SourcePath,
  report: BlueprintReport,
): Finding[] {
  return pathsOf(key, blueprint).flatMap((path) => {
    const amount = tierAmount(tier, path);
    if (amount === undefined || compareQuantities(String(amount), String(ceiling)) <= 0) return [];
    const message = `the ceiling ${ceiling} is below the tier’s own ${path} of ${amount}`;
    const related = [...at.slice(0, 2), ...path.split('.')];
    return [report('load/ceiling-below-tier', at, message, { hint: 'raise the ceiling', related })];
  });
}

/** True for a ceiling's key: an overridable path, with `*` or a name of the blueprint. */
function isCeilingKey(key: string, blueprint: BlueprintSpec): boolean {
  return overridable.some((pattern) => pattern === key || pathsOf(pattern, blueprint).includes(key));
}

/** References that are not closed, or not known in every tier. */
function referenceRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
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

/** Every variable that a concern gives to one service or job. */
export function givenVariables(blueprint: BlueprintSpec, workload: string): GivenVariable[] {
  return concerns.flatMap(({ variables }) => variables?.(blueprint, workload) ?? []);
}

/** A rule of blueprints: no variable has two owners. */
function repeatedVariables(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
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

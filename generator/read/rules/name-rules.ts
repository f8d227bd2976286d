// What must hold of the names in a blueprint: none is taken by what every tenant has.
import { type BlueprintReport, workloadsOf } from '../../../constructs/base/blueprint-rule.js';
import type { Finding } from '../../../constructs/base/finding.js';
import { type BlueprintSpec, valueAt } from '../../../constructs/base/sources.js';
import { concerns } from '../../../constructs/index.js';

/** Names that would collide. */
export function nameRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
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

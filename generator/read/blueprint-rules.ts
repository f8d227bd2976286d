// What must hold inside one blueprint before any tenant is planned with it: the concerns' rules, and what is common to all.
import { type BlueprintRule, blueprintReport } from '../../constructs/base/blueprint-rule.js';
import type { ConstructModules } from '../../constructs/base/construct-modules.js';
import type { Finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded } from '../../constructs/base/sources.js';
import { concerns } from '../../constructs/index.js';
import { repeatedVariables } from './given-variables.js';
import { ceilingRules } from './rules/ceiling-rules.js';
import { nameRules } from './rules/name-rules.js';
import { referenceRules } from './rules/reference-rules.js';

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

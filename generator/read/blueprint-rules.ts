// What must hold inside one blueprint before any tenant is planned with it; each subject has a file in rules/.

import { type BlueprintRule, blueprintReport } from '../../constructs/base/blueprint-rule.js';
import type { Finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded } from '../../constructs/base/sources.js';
import { backupRules, databaseRules, passwordRules } from '../../constructs/database/blueprint-rules.js';
import { extraRules } from '../../constructs/extra/blueprint-rules.js';
import type { ConstructModules } from '../../constructs/extra/modules.js';
import { jobRules } from '../../constructs/jobs/blueprint-rules.js';
import { messagingRules } from '../../constructs/messaging/blueprint-rules.js';
import { secretRules } from '../../constructs/secrets/blueprint-rules.js';
import { portRules, waitRules } from '../../constructs/services/blueprint-rules.js';
import { volumeRules } from '../../constructs/volumes/blueprint-rules.js';
import { ceilingRules } from './rules/ceiling-rules.js';
import { nameRules } from './rules/name-rules.js';
import { referenceRules } from './rules/reference-rules.js';
import { imageRules, resourceRules, tierRules } from './rules/tier-rules.js';

const rules: readonly BlueprintRule[] = [
  imageRules,
  nameRules,
  secretRules,
  passwordRules,
  waitRules,
  jobRules,
  portRules,
  databaseRules,
  messagingRules,
  volumeRules,
  tierRules,
  resourceRules,
  backupRules,
  referenceRules,
  ceilingRules,
];

/** Every finding about one blueprint by itself, and about its constructs where code has been loaded. */
export function blueprintFindings(blueprint: Loaded<BlueprintSource>, modules?: ConstructModules): Finding[] {
  const report = blueprintReport(blueprint);
  const { spec } = blueprint.data;
  return [
    ...rules.flatMap((rule) => rule(spec, report)),
    ...(modules === undefined ? [] : extraRules(spec, report, modules)),
  ];
}

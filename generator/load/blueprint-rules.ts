// What must hold inside one blueprint before any tenant is planned with it; each subject has a file in rules/.
import type { Finding } from '../finding/finding.js';
import type { ConstructModules } from './construct-modules.js';
import { backupRules } from './rules/backup-rules.js';
import { type BlueprintRule, blueprintReport } from './rules/blueprint-report.js';
import { ceilingRules } from './rules/ceiling-rules.js';
import { databaseRules } from './rules/database-rules.js';
import { extraRules } from './rules/extra-rules.js';
import { imageRules } from './rules/image-rules.js';
import { jobRules } from './rules/job-rules.js';
import { messagingRules } from './rules/messaging-rules.js';
import { nameRules } from './rules/name-rules.js';
import { passwordRules } from './rules/password-rules.js';
import { portRules } from './rules/port-rules.js';
import { referenceRules } from './rules/reference-rules.js';
import { resourceRules } from './rules/resource-rules.js';
import { secretRules } from './rules/secret-rules.js';
import { tierRules } from './rules/tier-rules.js';
import { volumeRules } from './rules/volume-rules.js';
import { waitRules } from './rules/wait-rules.js';
import type { BlueprintSource } from './schema/blueprint.js';
import type { Loaded } from './sources.js';

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

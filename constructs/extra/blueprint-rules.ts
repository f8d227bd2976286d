// What must hold of the constructs that a blueprint names: they are there, they can be loaded, and their props fit their own schema.

import type { BlueprintReport } from '../base/blueprint-rule.js';
import type { ConstructModules } from '../base/construct-modules.js';
import { didYouMean } from '../base/did-you-mean.js';
import type { Finding } from '../base/finding.js';
import { issueWords } from '../base/issue-words.js';
import type { BlueprintSpec, SourcePath } from '../base/sources.js';

type Asked = BlueprintSpec['extra'][number];

/** Constructs that can not be used, and props that they do not take. */
export function extraRules({ extra }: BlueprintSpec, report: BlueprintReport, modules?: ConstructModules): Finding[] {
  if (modules === undefined) return [];
  return extra.flatMap((asked, index) => extraFindings(asked, ['extra', index], report, modules));
}

function extraFindings(
  { construct, props }: Asked,
  at: SourcePath,
  report: BlueprintReport,
  modules: ConstructModules,
): Finding[] {
  const found = modules.get(construct);
  if (found === undefined) {
    const hint =
      didYouMean(construct, [...modules.keys()]) ?? `write constructs/extra/${construct}.mjs, and merge it first`;
    return [report('load/unknown-construct', [...at, 'construct'], `there is no construct ${construct}`, { hint })];
  }
  if ('fault' in found) {
    const message = `the construct ${construct} can not be loaded: ${found.fault}`;
    return [report('load/broken-construct', [...at, 'construct'], message, { hint: mend(construct) })];
  }
  try {
    const { error } = found.props.safeParse(props);
    return (error?.issues ?? []).map((issue) => {
      const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
      const message = `${['props', ...path].join('.')} ${issueWords(issue)}`;
      const hint = `see what constructs/extra/${construct}.mjs takes`;
      return report('load/invalid-value', [...at, 'props', ...path], message, { hint });
    });
  } catch (error) {
    const message = `the construct ${construct} can not judge its props: ${String(error)}`;
    return [report('load/broken-construct', [...at, 'props'], message, { hint: mend(construct), part: 'key' })];
  }
}

function mend(construct: string): string {
  return `mend constructs/extra/${construct}.mjs`;
}

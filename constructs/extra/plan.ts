// The constructs of the platform's own that a tenant gets: code from loading, props from the blueprint, needs of the tier.
import type { BlueprintReport } from '../base/blueprint-rule.js';
import type { ExtraNeeds } from '../base/construct.js';
import { asked, type ConstructModules } from '../base/construct-modules.js';
import type { Finding } from '../base/finding.js';
import { parseQuantity } from '../base/quantity.js';
import type { BlueprintSpec, SourcePath } from '../base/sources.js';
import { didYouMean, issueWords } from '../base/wording.js';
import type { ExtraProps } from './schema.js';

/** In the order of the blueprint. @throws ExtraFailure where a construct fails. */
export function planExtra(
  { extra, tiers }: BlueprintSpec,
  tier: string,
  modules: ConstructModules,
): readonly ExtraProps[] {
  const entitlements = tiers[tier]?.entitlements ?? {};
  const planned = extra.map<ExtraProps>(({ construct: of, props: given }) => {
    const found = modules.get(of);
    if (found === undefined || 'fault' in found) throw new Error(`the construct ${of} was not checked by load`);
    const { construct } = found;
    return asked(of, () => {
      const props = deepFrozen(found.props.parse(given));
      const needs = construct.needs?.({ props, tier, entitlements }) ?? {};
      return {
        name: of,
        needs: checked(needs),
        build: (chart, tenant, kit) => construct.build(chart, { props, tenant, kit }),
      };
    });
  });
  return deepFrozen(planned);
}

/** Here, where it can be told whose fault it is: a sum of quotas could not. */
function checked(needs: ExtraNeeds): ExtraNeeds {
  for (const { count, resources } of needs.pods ?? []) {
    if (!Number.isInteger(count) || count < 0) throw new Error(`its needs have ${count} pods`);
    for (const { cpu, memory } of [resources.requests, resources.limits]) [cpu, memory].map(parseQuantity);
  }
  (needs.volumes ?? []).map(parseQuantity);
  if (!Number.isInteger(needs.services ?? 0)) throw new Error(`its needs have ${needs.services} services`);
  return needs;
}

/** One tenant's code must not change what the next tenant's is told. */
function deepFrozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const each of Object.values(value)) deepFrozen(each);
  return Object.freeze(value);
}

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

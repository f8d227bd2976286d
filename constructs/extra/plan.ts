// The constructs of the platform's own that a tenant gets: code from loading, props from the blueprint, needs of the tier.

import type { ExtraNeeds } from '../base/construct.js';
import type { ConstructModules } from '../base/construct-modules.js';
import { parseQuantity } from '../base/quantity.js';
import type { BlueprintSpec } from '../base/sources.js';
import { asked, extraKit } from './chart.js';
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
        build: (chart, tenant) => construct.build(chart, { props, tenant, kit: extraKit(tenant) }),
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

// The largest that tenants of a product may be: each tier of its blueprint with every override at its ceiling.
import type { UntracedInput } from '../../constructs/base/concern.js';
import { ceilingOf, pathsOf } from '../../constructs/base/overridable.js';
import type { BlueprintSpec, TenantSpec, TierSource } from '../../constructs/base/sources.js';
import type { TenantProps } from '../../constructs/base/tenant.js';
import { byRule, strip } from '../../constructs/base/traced.js';
import { overridable } from '../../constructs/index.js';
import { planConcerns, untracedFields } from './plan-tenant.js';

/** One for each tier; a custom domain is the tenant's own affair and not among it. */
export function largestTenants(blueprint: BlueprintSpec, modules: UntracedInput['modules']): TenantProps[] {
  return Object.entries(blueprint.tiers).map(([name, tier]) => {
    const planned = planConcerns({
      id: '',
      namespace: byRule(''),
      blueprint: byRule(blueprint),
      tier: byRule(tier),
      tenant: byRule(largestSpec(blueprint, name, tier)),
      resolve: () => byRule(''),
    });
    const untraced = untracedFields({ blueprint, tier: name, modules, largestTenants: () => [] });
    return { ...strip(planned), ...untraced, hosts: [] } as unknown as TenantProps;
  });
}

function largestSpec(spec: BlueprintSpec, name: string, tier: TierSource): TenantSpec {
  return {
    displayName: 'Anybody',
    owner: { name: 'Anybody', email: 'anybody@tenant.example' },
    blueprint: 'any',
    tier: name,
    region: 'any',
    sampleData: true,
    lifecycle: 'active',
    overrides: overridesAtCeilings(spec, tier),
  };
}

/** Every override that the tier allows, as far as it goes. */
function overridesAtCeilings(spec: BlueprintSpec, tier: TierSource): NonNullable<TenantSpec['overrides']> {
  const overrides = {};
  for (const path of overridable.flatMap((pattern) => pathsOf(pattern, spec))) {
    // How few pods there may be makes nothing larger.
    const amount = path.endsWith('.min') ? undefined : ceilingOf(tier, path)?.amount;
    if (amount !== undefined) setAt(overrides, path.split('.'), amount);
  }
  return overrides;
}

function setAt(fields: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) fields[first] = value;
  else {
    fields[first] ??= {};
    setAt(fields[first] as Record<string, unknown>, rest, value);
  }
}

// The largest that any tenant of a product may be, as a quota: each tier of its blueprint with every override at its ceiling.
import { ceilingOf, pathsOf } from '../../constructs/base/overridable.js';
import type { BlueprintSource, BlueprintSpec, Loaded, TenantSpec, TierSource } from '../../constructs/base/sources.js';
import type { TenantProps } from '../../constructs/base/tenant.js';
import { byRule, strip } from '../../constructs/base/traced.js';
import type { ConstructModules } from '../../constructs/extra/modules.js';
import { planExtra } from '../../constructs/extra/plan.js';
import { overridable } from '../../constructs/index.js';
import type { Quota } from '../../constructs/namespace/props.js';
import { largestQuota, quotaOf } from '../../constructs/namespace/quota.js';
import { planConcerns } from './plan-concerns.js';

/** Worked out once for each blueprint; a custom domain is the tenant's own affair and not among it. */
export function productQuotaOf({ data }: Loaded<BlueprintSource>, constructs: ConstructModules): Quota {
  const before = known.get(data);
  if (before !== undefined) return before;
  const quota = Object.freeze(
    largestQuota(Object.keys(data.spec.tiers).map((tier) => tierQuota(data.spec, tier, constructs))),
  );
  known.set(data, quota);
  return quota;
}

const known = new WeakMap<BlueprintSource, Quota>();

function tierQuota(spec: BlueprintSpec, name: string, constructs: ConstructModules): Quota {
  const tier = spec.tiers[name];
  if (tier === undefined) throw new Error(`there is no tier ${name}`);
  const planned = planConcerns({
    id: '',
    namespace: byRule(''),
    blueprint: byRule(spec),
    tier: byRule(tier),
    tenant: byRule(largestTenant(spec, name, tier)),
    resolve: () => byRule(''),
  });
  return quotaOf({ ...strip(planned), hosts: [], extra: planExtra(spec, name, constructs) } as unknown as TenantProps);
}

function largestTenant(spec: BlueprintSpec, name: string, tier: TierSource): TenantSpec {
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

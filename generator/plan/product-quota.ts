// The largest that any tenant of a product may be, as a quota: each tier of its blueprint with every override at its ceiling.

import { type Amount, ceilingOf } from '../../constructs/base/overridable.js';
import type {
  BlueprintSource,
  BlueprintSpec,
  Loaded,
  TenantSource,
  TierSource,
} from '../../constructs/base/sources.js';
import { byRule, strip } from '../../constructs/base/traced.js';
import { planDatabase } from '../../constructs/database/plan.js';
import type { ConstructModules } from '../../constructs/extra/modules.js';
import { planExtra } from '../../constructs/extra/plan.js';
import type { Quota } from '../../constructs/namespace/props.js';
import { largestQuota, quotaOf } from '../../constructs/namespace/quota.js';
import { planJobs, planServices } from '../../constructs/services/plan.js';
import { planVolumes } from '../../constructs/volumes/plan.js';

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
  const [blueprint, size, tenant] = [byRule(spec), byRule(tier), byRule(largestTenant(spec, name, tier))];
  const workloads = { id: '', blueprint, tier: size, tenant, resolve: () => byRule('') };
  const database = planDatabase('', {
    source: blueprint.tryAt('database'),
    size: size.tryAt('database'),
    override: tenant.tryAt('overrides')?.tryAt('database'),
    workloads: [],
  });
  return quotaOf({
    services: strip(planServices(workloads)),
    jobs: strip(planJobs(workloads)),
    database: database && strip(database),
    volumes: strip(planVolumes(workloads)),
    hosts: [],
    extra: planExtra(spec, name, constructs),
  });
}

function largestTenant({ services, volumes }: BlueprintSpec, name: string, tier: TierSource): TenantSource['spec'] {
  const nobody = { displayName: 'Anybody', owner: { name: 'Anybody', email: 'anybody@tenant.example' } };
  const what = { blueprint: 'any', tier: name, region: 'any', sampleData: true, lifecycle: 'active' as const };
  return { ...nobody, ...what, overrides: overridesAtCeilings(tier, Object.keys(services), Object.keys(volumes)) };
}

/** Every override that the tier allows, as far as it goes. */
function overridesAtCeilings(
  tier: TierSource,
  services: readonly string[],
  volumes: readonly string[],
): NonNullable<TenantSource['spec']['overrides']> {
  const text = (path: string) => onlyIf(isText, ceilingOf(tier, path)?.amount);
  const count = (path: string) => onlyIf(isCount, ceilingOf(tier, path)?.amount);
  const resources = (path: string) => ({
    cpu: text(`${path}.resources.cpu`),
    memory: text(`${path}.resources.memory`),
  });
  const ofService = (path: string) => ({
    replicas: count(`${path}.replicas`),
    autoscale: { max: count(`${path}.autoscale.max`) },
    resources: resources(path),
  });
  return {
    database: {
      storage: text('database.storage'),
      instances: count('database.instances'),
      resources: resources('database'),
    },
    volumes: Object.fromEntries(
      volumes.flatMap((name) => {
        const storage = text(`volumes.${name}.storage`);
        return storage === undefined ? [] : [[name, { storage }]];
      }),
    ),
    services: Object.fromEntries(services.map((name) => [name, ofService(`services.${name}`)])),
  };
}

const isText = (amount: Amount) => typeof amount === 'string';
const isCount = (amount: Amount) => typeof amount === 'number';

function onlyIf<Kind extends Amount>(is: (amount: Amount) => amount is Kind, amount: Amount | undefined) {
  return amount !== undefined && is(amount) ? amount : undefined;
}

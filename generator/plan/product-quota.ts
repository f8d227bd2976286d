// The largest that any tenant of a product may be, as a quota: each tier of its blueprint with every override at its ceiling.
import { largestQuota, quotaOf } from '../../constructs/quota.js';
import type { Quota } from '../../constructs/tenant.js';
import type { ConstructModules } from '../load/construct-modules.js';
import { type Amount, ceilingOf } from '../load/overridable.js';
import type { BlueprintSource, BlueprintSpec, TierSource } from '../load/schema/blueprint.js';
import type { TenantSource } from '../load/schema/tenant.js';
import type { Loaded } from '../load/sources.js';
import { optional } from './plan-container.js';
import { planDatabase } from './plan-database.js';
import { planExtra } from './plan-extra.js';
import { planJobs, planServices } from './plan-services.js';
import { planVolumes } from './plan-volumes.js';
import { byRule, strip } from './sourced.js';

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
    ...(database === undefined ? {} : { database: strip(database) }),
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
    ...optional('cpu', text(`${path}.resources.cpu`)),
    ...optional('memory', text(`${path}.resources.memory`)),
  });
  const ofService = (path: string) => ({
    ...optional('replicas', count(`${path}.replicas`)),
    autoscale: { ...optional('max', count(`${path}.autoscale.max`)) },
    resources: resources(path),
  });
  return {
    database: {
      ...optional('storage', text('database.storage')),
      ...optional('instances', count('database.instances')),
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

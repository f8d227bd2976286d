// tier + cluster + blueprint + overrides → one tenant, fully resolved. Pure: it reads neither clock nor disk.

import { type Finding, hasErrors } from '../../constructs/base/finding.js';
import type { BlueprintSource, BlueprintSpec, Loaded, TenantSource } from '../../constructs/base/sources.js';
import { Origins, type TenantPlan, type TracedPlan } from '../../constructs/base/tenant-plan.js';
import { fieldsOf, Sourced, strip, type Traced } from '../../constructs/base/traced.js';
import { planBuckets } from '../../constructs/buckets/plan.js';
import { generationOf, planDatabase } from '../../constructs/database/plan.js';
import { planExtra } from '../../constructs/extra/plan.js';
import { planMessaging } from '../../constructs/messaging/plan.js';
import type { LinkProps, RouteProps } from '../../constructs/routes/props.js';
import type { SecretProps } from '../../constructs/secrets/props.js';
import { planJobs, planServices } from '../../constructs/services/plan.js';
import type { Resolve } from '../../constructs/services/plan-container.js';
import { planVolumes } from '../../constructs/volumes/plan.js';

import { limitFindings } from './limits/limits.js';
import type { PlanContext, PlannedCluster } from './plan-context.js';
import { planIdentity } from './plan-identity.js';
import { productQuotaOf } from './product-quota.js';
import { referenceResolver } from './resolve-reference.js';

export interface PlanResult {
  /** Absent where a finding is an error. */
  readonly plan?: TenantPlan;
  readonly findings: readonly Finding[];
}

/** Plans one tenant; load has made sure that its blueprint, tier and region exist. */
export function planTenant(
  context: PlanContext,
  tenant: Loaded<TenantSource>,
  blueprint: Loaded<BlueprintSource>,
): PlanResult {
  const { spec } = tenant.data;
  const tier = blueprint.data.spec.tiers[spec.tier];
  const cluster = context.clusterOfRegion.get(spec.region);
  if (tier === undefined || cluster === undefined)
    throw new Error(`tenant ${tenant.data.metadata.name} was not checked by load`);
  const findings = limitFindings({ tenant, blueprint, tier, platform: context.platform.value });
  return hasErrors(findings) ? { findings } : { plan: makePlan(context, tenant, blueprint, cluster), findings };
}

/** What the tenant's own file, its blueprint and its cluster make of it, whether it may go out or not. */
export function makePlan(
  context: PlanContext,
  tenant: Loaded<TenantSource>,
  blueprint: Loaded<BlueprintSource>,
  cluster: PlannedCluster,
): TenantPlan {
  const trace = () => tracePlan(context, tenant, blueprint, cluster);
  const { cluster: _cluster, ...own } = trace();
  const props = strip<Omit<TenantPlan, 'origins' | 'cluster' | 'extra' | 'productQuota'>>(own);
  return Object.freeze({
    ...props,
    cluster: cluster.props,
    extra: planExtra(blueprint.data.spec, tenant.data.spec.tier, context.constructs),
    productQuota: productQuotaOf(blueprint, context.constructs),
    origins: new Origins(trace),
  });
}

function tracePlan(
  context: PlanContext,
  { data, document }: Loaded<TenantSource>,
  product: Loaded<BlueprintSource>,
  cluster: PlannedCluster,
): TracedPlan {
  const id = data.metadata.name;
  const tenant = new Sourced(data.spec, { layer: 'tenant', document, path: ['spec'] });
  const blueprint = new Sourced(product.data.spec, { layer: 'blueprint', document: product.document, path: ['spec'] });
  const size = blueprint.at('tiers').at(data.spec.tier);
  const tier = new Sourced(size.value, { ...size.origin, layer: 'tier' });
  const identity = planIdentity(context, id, tenant, document, cluster.traced.baseDomain);
  const namespace = identity.namespace;
  const resolve = referenceResolver({
    identity,
    region: tenant.at('region'),
    tier,
    blueprint,
    cluster: cluster.traced,
    generation: generationOf(data.spec),
  });
  const workloads = { id, blueprint, tier, tenant, resolve, cluster: cluster.traced };
  const services = planServices(workloads);
  const jobs = planJobs(workloads);
  const running = [...Object.keys(services), ...Object.keys(jobs)];
  const database = planDatabase(id, {
    source: blueprint.tryAt('database'),
    size: tier.tryAt('database'),
    backups: cluster.takesBackups,
    override: tenant.tryAt('overrides')?.tryAt('database'),
    server: tenant.tryAt('database'),
    workloads: running,
  });
  return {
    ...identity,
    cluster: cluster.traced,
    services,
    jobs,
    database,
    messaging: planMessaging({
      source: blueprint.tryAt('messaging'),
      size: tier.tryAt('messaging'),
      namespace,
      running,
    }),
    buckets: planBuckets({ buckets: blueprint.at('buckets'), sizes: tier.at('buckets'), namespace, running }),
    volumes: planVolumes(workloads),
    secrets: planSecrets(blueprint, Object.keys(jobs)),
    routes: planRoutes(blueprint),
    links: planLinks(blueprint, resolve),
    entitlements: Object.fromEntries(fieldsOf(tier.at('entitlements'))),
  };
}

/** The secrets that something of this tenant uses. */
function planSecrets(blueprint: Sourced<BlueprintSpec>, jobs: readonly string[]): Record<string, Traced<SecretProps>> {
  const { services, jobs: declared } = blueprint.value;
  const used = new Set([
    ...Object.values(services).flatMap((service) => service.secrets),
    ...jobs.flatMap((job) => declared[job]?.secrets ?? []),
  ]);
  return Object.fromEntries(
    fieldsOf(blueprint.at('secrets'))
      .filter(([name]) => used.has(name))
      .map(([name, secret]) => [name, planSecret(secret)]),
  );
}

function planSecret(secret: Sourced<BlueprintSpec['secrets'][string]>): Traced<SecretProps> {
  const { value } = secret;
  if ('generate' in value) {
    const generated = secret.map(() => value);
    return {
      kind: generated.at('generate').map(() => 'generated' as const),
      key: generated.at('env').map(() => 'password'),
      length: generated.at('length'),
    };
  }
  const stored = secret.map(() => value);
  return {
    kind: stored.at('from').map(() => 'stored' as const),
    from: stored.at('from'),
    keys: stored.at('env').map((env) => [...new Set(Object.values(env))].sort()),
    rotate: stored.tryAt('rotate'),
  };
}

/** Links to the tenant's first host, where every path of the product is. */
function planLinks(blueprint: Sourced<BlueprintSpec>, resolve: Resolve): Traced<LinkProps>[] {
  const url = resolve('tenant.url').value;
  return fieldsOf(blueprint.at('links')).map(([name, link]) => ({
    name: link.map(() => name),
    title: link.at('title'),
    url: link.at('path').map((path) => `${url}${path}`),
  }));
}

function planRoutes(blueprint: Sourced<BlueprintSpec>): Traced<RouteProps>[] {
  return fieldsOf<string>(blueprint.at('routes')).map(([path, service]) => ({
    path: service.map(() => path),
    service,
    port: service.map((name) => blueprint.value.services[name]?.port ?? 0),
  }));
}

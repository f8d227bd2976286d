// tier + cluster + blueprint + overrides → one tenant, fully resolved. Pure: it reads neither clock nor disk.
import type { PlanInput, ReferenceInput, UntracedInput } from '../../constructs/base/concern.js';
import { type Finding, hasErrors } from '../../constructs/base/finding.js';
import { ceilingOf, pathsOf } from '../../constructs/base/overridable.js';
import type {
  BlueprintSource,
  BlueprintSpec,
  Loaded,
  TenantSource,
  TenantSpec,
  TierSource,
} from '../../constructs/base/sources.js';
import { type TenantProps, tenantUrl } from '../../constructs/base/tenant.js';
import { Origins, type TenantPlan, type TracedPlan, type UntracedFields } from '../../constructs/base/tenant-plan.js';
import { byRule, fieldsOf, Sourced, strip } from '../../constructs/base/traced.js';
import { concerns, overridable } from '../../constructs/index.js';
import { limitFindings } from './limits.js';
import type { PlanContext, PlannedCluster } from './plan-context.js';
import { type Identity, planIdentity } from './plan-identity.js';

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
  const props = strip<Omit<TenantPlan, 'origins' | 'cluster' | keyof UntracedFields>>(own);
  return Object.freeze({
    ...props,
    cluster: cluster.props,
    ...untracedFields({
      blueprint: blueprint.data.spec,
      tier: tenant.data.spec.tier,
      modules: context.constructs,
      largestTenants: () => largestTenants(blueprint.data.spec, context.constructs),
    }),
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
  const resolve = referenceResolver({ identity, namespace, tenant, tier, blueprint, cluster: cluster.traced });
  const own = planConcerns({ id, namespace, blueprint, tier, tenant, resolve, cluster: cluster.traced });
  return {
    ...identity,
    ...own,
    cluster: cluster.traced,
    entitlements: Object.fromEntries(fieldsOf(tier.at('entitlements'))),
  } as TracedPlan;
}

function planConcerns(given: Omit<PlanInput, 'running' | 'secretVariables'>): Partial<TracedPlan> {
  const [blueprint, tenant] = [given.blueprint.value, given.tenant.value];
  const input: PlanInput = {
    ...given,
    running: concerns.flatMap(({ workloads }) => workloads?.(blueprint, tenant) ?? []),
    secretVariables: (workload) => concerns.flatMap((concern) => concern.secretVariables?.(input, workload) ?? []),
  };
  return Object.assign({}, ...concerns.map(({ plan }) => plan?.(input)));
}

/** What every concern adds to a tenant that no line sets. */
function untracedFields(given: UntracedInput): Pick<TenantProps, keyof UntracedFields> {
  return Object.assign({}, ...concerns.map(({ untraced }) => untraced?.(given, concerns)));
}

export interface TenantReferences extends ReferenceInput {
  readonly identity: Identity;
  readonly tier: Sourced<TierSource>;
}

/** A function that looks up references; it throws for one that reading should have refused. */
function referenceResolver(input: TenantReferences): (reference: string) => Sourced<string> {
  return (reference) => {
    const path = reference.split('.');
    const found = ownValue(input, path) ?? concernValue(input, path);
    if (found === undefined) throw new Error(`the reference ${reference} was not checked by load`);
    return found;
  };
}

function concernValue(input: ReferenceInput, path: readonly string[]): Sourced<string> | undefined {
  for (const { references } of concerns) {
    const found = references?.resolve(input, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ownValue(input: TenantReferences, [section, field = '']: readonly string[]): Sourced<string> | undefined {
  if (section === 'tenant') return tenantValue(input, field);
  if (section !== 'entitlements' || !(field in input.tier.value.entitlements)) return undefined;
  return input.tier.at('entitlements').at(field).map(String);
}

function tenantValue({ identity, tenant, cluster }: TenantReferences, field: string): Sourced<string> | undefined {
  const host = identity.hosts[0]?.name;
  const { id, displayName, namespace, product, tier, owner } = identity;
  const values: Readonly<Record<string, Sourced<string> | undefined>> = {
    id,
    displayName,
    namespace,
    product,
    tier,
    host,
    url: host?.map((name) => tenantUrl({ tls: cluster.routing.tls.value }, name)),
    region: tenant.at('region'),
    ownerName: owner.name,
    ownerEmail: owner.email,
  };
  return values[field];
}

/** One for each tier; a custom domain is the tenant's own affair and not among it. */
function largestTenants(blueprint: BlueprintSpec, modules: UntracedInput['modules']): TenantProps[] {
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

// All stages from sources to a rendered tree, as one pure function: load's result and what is published in, files and findings out.
// A tenant with an error is left out and named in `failing`; the others are rendered as if it were not there.
import { type Claimant, checkClaims } from '../check/check-claims.js';
import { checkPublished } from '../check/check-published.js';
import { RemovedCheck } from '../check/check-removed.js';
import { checkTenant } from '../check/check-tenant.js';
import type { ObjectCheck } from '../check/object-check.js';
import { regionWall } from '../check/region-wall.js';
import type { Rule } from '../check/rule.js';
import { Waivers } from '../check/waivers.js';
import { type Finding, finding, hasErrors } from '../finding/finding.js';
import type { Sources } from '../load/sources.js';
import { claimsOf } from '../plan/claims.js';
import { type PlanContext, planContext } from '../plan/plan-context.js';
import { type PlanResult, planTenant } from '../plan/plan-tenant.js';
import { placeOf } from '../plan/sourced.js';
import type { TenantPlan } from '../plan/tenant-plan.js';
import type { PublishedTenants } from '../published/published-tenant.js';
import type { Tombstones } from '../published/tombstone.js';
import { renderShared } from '../synth/render-shared.js';
import { type PublishedMarker, renderTenant } from '../synth/render-tenant.js';
import type { RenderedFile, RenderedTenant, RenderedTree } from '../synth/rendered.js';
import { argoCdManifests } from './argocd-manifests.js';

export interface PlatformOutput {
  readonly tree: RenderedTree;
  readonly findings: readonly Finding[];
  /** Ids that have a file and an error: what is published of them stays. */
  readonly failing: ReadonlySet<string>;
}

/** Called after each tenant. */
export type Progress = (done: number, total: number) => void;

export interface RendererOptions {
  /** Beside our own rules. @default [] */
  readonly objectChecks?: readonly ObjectCheck[];
  /** ISO date that waivers and offboardings are measured against; all are in force where absent. */
  readonly today?: string;
}

/** Plans every tenant once, and renders against any published state; a second time costs only what depends on that state. */
export class PlatformRenderer {
  readonly context: PlanContext;
  readonly plans: ReadonlyMap<string, TenantPlan>;
  readonly #planFindings: readonly Finding[];
  readonly #rendered = new Map<string, { readonly result: TenantResult; readonly retry: string }>();

  readonly #objectChecks: readonly ObjectCheck[];
  readonly #waivers: Waivers;
  readonly #wall: Rule;
  readonly #today: string;

  constructor(
    private readonly sources: Sources,
    { objectChecks = [], today = '' }: RendererOptions = {},
  ) {
    this.#today = today;
    this.#objectChecks = objectChecks;
    this.#waivers = new Waivers(sources.platform, today);
    this.context = planContext(sources.platform);
    this.#wall = regionWall([...this.context.clusters.values()].map(({ props }) => props));
    const { plans, findings } = planAll(this.context, sources);
    this.plans = plans;
    this.#planFindings = findings;
  }

  /** Renders what may go out beside what is published. */
  render(published: PublishedTenants, progress: Progress = () => {}, removed: Tombstones = new Map()): PlatformOutput {
    const removedCheck = new RemovedCheck(removed, this.sources.platform.data.spec.released);
    const against = [...this.plans.values()].flatMap((plan) => {
      const before = published.get(plan.id);
      return before === undefined ? removedCheck.check(plan) : checkPublished(plan, before, this.#today);
    });
    const claims = checkClaims(claimants(this.plans, published));
    const refused = new Set([...against, ...claims].map((finding) => finding.tenant));
    const candidates = [...this.plans.values()].filter((plan) => !refused.has(plan.id));
    const results = candidates.map((plan, index) => {
      const result = this.#renderOnce(plan, published.get(plan.id)?.entry);
      progress(index + 1, candidates.length);
      return result;
    });
    const tenants = results.flatMap(({ rendered }) => (rendered === undefined ? [] : [rendered]));
    const sound = new Set(tenants.map((tenant) => tenant.id));
    const shared = renderShared(this.context);
    const checked = results.flatMap((result) => result.findings);
    return {
      tree: { tenants, shared },
      findings: [
        ...this.#planFindings,
        ...against,
        ...claims,
        ...checked,
        ...this.#checkShared(shared),
        ...this.#waivers.conclude(this.sources.ids),
      ],
      failing: new Set([...this.sources.ids].filter((id) => !sound.has(id))),
    };
  }

  #renderOnce(plan: TenantPlan, published: PublishedMarker | undefined): TenantResult {
    const before = this.#rendered.get(plan.id);
    const retry = published?.retriedAt === undefined ? '' : `${published.digest} ${published.retriedAt}`;
    if (before?.retry === retry) return before.result;
    const result: TenantResult = containing(plan.id, () => this.#renderAndCheck(plan, published));
    this.#rendered.set(plan.id, { result, retry });
    return result;
  }

  #renderAndCheck(plan: TenantPlan, published: PublishedMarker | undefined): TenantResult {
    const { rendered, manifests } = renderTenant(plan, this.context.argocd, published);
    const all = this.#readsArgoCd ? [...manifests, ...argoCdManifests(rendered.files)] : manifests;
    const asked = this.#objectChecks.flatMap((each) => each.check(each.readsArgoCd ? all : manifests, plan));
    const found = [...checkTenant(plan, manifests, this.#wall), ...asked];
    const findings = this.#waivers.apply(plan.id, found);
    return hasErrors(findings) ? { findings } : { rendered, findings };
  }

  get #readsArgoCd(): boolean {
    return this.#objectChecks.some((each) => each.readsArgoCd);
  }

  #checkShared(shared: readonly RenderedFile[]): Finding[] {
    const manifests = this.#readsArgoCd ? argoCdManifests(shared) : [];
    return this.#objectChecks.flatMap((each) => [...each.check(manifests), ...each.conclude()]);
  }
}

interface TenantResult {
  /** Absent where a check failed. */
  readonly rendered?: RenderedTenant;
  readonly findings: readonly Finding[];
}

/** A defect that shows with one tenant is that tenant's finding: it never keeps the others from going out. */
function containing<Result>(tenant: string, work: () => Result): Result | { readonly findings: readonly Finding[] } {
  try {
    return work();
  } catch (error) {
    const message = `tenant ${tenant} can not be rendered: ${error instanceof Error ? error.message : String(error)}`;
    const hint = 'this is a defect of Tenantry: please report it with the tenant’s file; all others go out';
    return {
      findings: [finding('plan/not-renderable', { message, hint, tenant, place: { file: `tenants/${tenant}.yaml` } })],
    };
  }
}

function planAll(
  context: PlanContext,
  { tenants, blueprints }: Sources,
): { plans: Map<string, TenantPlan>; findings: Finding[] } {
  const plans = new Map<string, TenantPlan>();
  const findings: Finding[] = [];
  for (const [id, tenant] of tenants) {
    const blueprint = blueprints.get(tenant.data.spec.blueprint);
    if (blueprint === undefined) continue;
    const result: PlanResult = containing(id, () => planTenant(context, tenant, blueprint));
    findings.push(...result.findings);
    if (result.plan !== undefined) plans.set(id, result.plan);
  }
  return { plans, findings };
}

function claimants(plans: ReadonlyMap<string, TenantPlan>, published: PublishedTenants): Claimant[] {
  const planned = [...plans.values()].map((plan) => claimantOf(plan, published.get(plan.id)?.entry?.claims ?? []));
  const others = [...published.values()].filter((tenant) => !plans.has(tenant.id));
  return [
    ...planned,
    ...others.map((tenant) => ({
      id: tenant.id,
      claims: [],
      published: tenant.entry?.claims ?? [],
      givesUp: () => false,
      place: () => ({ file: tenant.path }),
    })),
  ];
}

function claimantOf(plan: TenantPlan, published: readonly string[]): Claimant {
  const claims = claimsOf(plan);
  const givesUp = (claim: string) => !claims.includes(claim);
  // Of what is given up no line is left.
  const place = (claim: string) => (givesUp(claim) ? { file: `tenants/${plan.id}.yaml` } : claimPlace(plan, claim));
  return { id: plan.id, claims, published, givesUp, place };
}

function claimPlace(plan: TenantPlan, claim: string): { file: string; line?: number; column?: number } {
  const index = plan.hosts.findIndex((host) => claim === `host:${host.name}` && host.custom);
  const origin = plan.origins.of(index < 0 ? 'id' : `hosts.${index}.name`);
  return (origin === undefined ? undefined : placeOf(origin)) ?? { file: `tenants/${plan.id}.yaml` };
}

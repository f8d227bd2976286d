// All stages from sources to a rendered tree, as one pure function: load's result and what is published in, files and findings out.
// A tenant with an error is left out and named in `failing`; the others are rendered as if it were not there.

import { parseAllDocuments } from 'yaml';
import { type Finding, hasErrors } from '../constructs/base/finding.js';
import { memoize } from '../constructs/base/memoize.js';
import type { Rule } from '../constructs/base/rule.js';
import type { TenantPlan } from '../constructs/base/tenant-plan.js';
import type { KubeObject, Manifest } from '../constructs/base/tenant-view.js';
import { type Claims, checkClaims, claimants, claimsOfAll } from './check/check-claims.js';
import { checkPublished, RemovedCheck } from './check/check-published.js';
import { checkFaultyTenants, checkTenant } from './check/check-tenant.js';
import type { ObjectCheck } from './check/object-finding.js';
import { regionWall } from './check/region-wall.js';
import { Waivers } from './check/waivers.js';
import { containing, type PlannedAll, planAll } from './plan/plan-all.js';
import { type PlanContext, planContext } from './plan/plan-context.js';
import type { Sources } from './read/sources.js';
import { renderShared } from './render/render-shared.js';
import type { RenderedFile, RenderedTenant, RenderedTree } from './render/render-tenant.js';
import { type PublishedMarker, renderTenant } from './render/render-tenant.js';
import type { PublishedTenants } from './tree/published-tenant.js';
import type { Tombstones } from './tree/tombstone.js';

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
  /** Who claimed what where a change is to go. */
  readonly before?: Claims | undefined;
}

/** Plans every tenant once, and renders against any published state; a second time costs only what depends on that state. */
export class PlatformRenderer {
  readonly context: PlanContext;
  readonly plans: ReadonlyMap<string, TenantPlan>;
  readonly #sources: Sources;
  readonly #planned: PlannedAll;
  readonly #rendered = new Map<string, { readonly result: TenantResult; readonly retry: string }>();

  readonly #objectChecks: readonly ObjectCheck[];
  readonly #waivers: Waivers;
  readonly #wall: Rule;
  readonly #today: string;
  readonly #before: Claims | undefined;

  constructor(sources: Sources, { objectChecks = [], today = '', before }: RendererOptions = {}) {
    this.#sources = sources;
    this.#before = before;
    this.#today = today;
    this.#objectChecks = objectChecks;
    this.#waivers = new Waivers(sources.platform, today);
    this.context = planContext(sources.platform, sources.constructs);
    this.#wall = regionWall([...this.context.clusters.values()].map(({ props }) => props));
    this.#planned = planAll(this.context, sources);
    this.plans = this.#planned.plans;
  }

  /** What planning refuses, whatever is published. */
  get planFindings(): readonly Finding[] {
    return this.#planned.findings;
  }

  /** Who claims what in this revision. */
  get claims(): Claims {
    return claimsOfAll(this.#sources.ids, this.plans);
  }

  /** Renders what may go out beside what is published. */
  render(published: PublishedTenants, progress: Progress = () => {}, removed: Tombstones = new Map()): PlatformOutput {
    const removedCheck = new RemovedCheck(removed, this.#sources.platform.data.spec.released);
    const against = [...this.plans.values()].flatMap((plan) => {
      const before = published.get(plan.id);
      return before === undefined ? removedCheck.check(plan) : checkPublished(plan, before, this.#today);
    });
    const earlier = { published, before: this.#before };
    const holders = claimants(this.plans, earlier);
    const claims = checkClaims(holders);
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
        ...this.planFindings,
        ...checkFaultyTenants(this.#planned, { ...earlier, removedCheck, holders, today: this.#today }),
        ...against,
        ...claims,
        ...checked,
        ...this.#checkShared(shared),
        ...this.#waivers.conclude(this.#sources.ids),
      ],
      failing: new Set([...this.#sources.ids].filter((id) => !sound.has(id))),
    };
  }

  /**
   * What this revision would publish into an empty repository, for a comparison with another: what is wrong in it is not looked for,
   * and a tenant that is alike in both is rendered once for both.
   */
  renderBeside(other: PlatformRenderer): RenderedFile[] {
    const isAlike = alikeTenants(this.#sources, other.#sources);
    const tenants = [...this.plans.values()].flatMap((plan) => {
      const shared = isAlike(plan.id) ? other.#tryRender(plan.id) : undefined;
      return (shared ?? this.#tryRenderUnchecked(plan))?.files ?? [];
    });
    return [...renderShared(this.context), ...tenants];
  }

  #tryRender(id: string): RenderedTenant | undefined {
    const plan = this.plans.get(id);
    return plan === undefined ? undefined : this.#renderOnce(plan, undefined).rendered;
  }

  #tryRenderUnchecked(plan: TenantPlan): RenderedTenant | undefined {
    const result: TenantResult = containing(plan.id, () => ({
      rendered: renderTenant(plan, this.context.argocd).rendered,
      findings: [],
    }));
    return result.rendered;
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

/**
 * By id. Comments make no difference, and neither does who is there besides: what is rendered of a tenant is told by these three files
 * and by the platform's constructs, of which both revisions are given the same. The order of fields counts: a construct may see it.
 */
export function alikeTenants(before: Sources, after: Sources): (id: string) => boolean {
  if (!saysTheSame(before.platform.data, after.platform.data)) return () => false;
  const isSameBlueprint = memoize((name) =>
    saysTheSame(before.blueprints.get(name)?.data, after.blueprints.get(name)?.data),
  );
  return (id) => {
    const [own, other] = [before.tenants.get(id)?.data, after.tenants.get(id)?.data];
    return own !== undefined && saysTheSame(own, other) && isSameBlueprint(own.spec.blueprint);
  };
}

function saysTheSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** Those below an `argocd/` folder; a tenant's own manifests are at hand as objects. */
function argoCdManifests(files: readonly RenderedFile[]): Manifest[] {
  return files
    .filter(({ path }) => /(?:^|\/)argocd\/.*\.yaml$/.test(path))
    .flatMap(({ path, text }) =>
      parseAllDocuments(text).map((document) => ({ path, object: document.toJS() as KubeObject })),
    );
}

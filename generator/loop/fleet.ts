// All tenants of a platform: what git published, what each Argo CD says, and, for those in motion, each object's health become one
// TenantStatus each. Input are watches and the published history; whoever listens gets those that changed, in batches.
import type { ApplicationView } from '../../argocd/status/application-view.js';
import { missingClauses } from '../../argocd/status/deployed.js';
import { keepTimes } from '../../argocd/status/keep-times.js';
import type { IsReached, PublishedFacts } from '../../argocd/status/published-facts.js';
import { type Told, tellTenant } from '../../argocd/status/tell-tenant.js';
import type { TenantStatus } from '../../argocd/status/tenant-status.js';
import { ErrorMemory } from './error-memory.js';
import { Inspector, type ObjectHealth } from './inspector.js';

/** Where the views of one Argo CD are; an ApplicationWatch is one. */
export interface Views {
  readonly argocd: string;
  readonly views: ReadonlyMap<string, ApplicationView>;
}

/** What git says; PublishedHistory is one. Absent where the repository can not be read: Applications then speak for themselves. */
export interface Published {
  readonly facts: ReadonlyMap<string, PublishedFacts>;
  readonly isReached: IsReached;
}

export interface FleetOptions {
  readonly sources: readonly Views[];
  readonly published?: Published;
  /** Who is asked for the health of objects; absent without an address of Argo CD's API. */
  readonly inspectors?: ReadonlyMap<string, ObjectHealth>;
  /** Only this tenant. */
  readonly only?: string;
  readonly now: () => string;
  /** Seconds that Argo CD may note an error on an Application before its tenant counts as failed. */
  readonly errorGrace: number;
  /** Milliseconds between the two looks that a tenant must be found well by. @default 2000 */
  readonly betweenLooks?: number;
  /** Statuses that changed, and tenants that are neither published nor known to an Argo CD any more. */
  readonly changed: (statuses: readonly TenantStatus[], gone: readonly string[]) => void;
}

export class Fleet {
  readonly #options: FleetOptions;
  readonly #statuses = new Map<string, TenantStatus>();
  /** Names of Applications by tenant, for each Argo CD. */
  readonly #claims = new Map<string, Map<string, Set<string>>>();
  readonly #tenantOf = new Map<string, Map<string, string>>();
  /** Tenants of which only a second look is missing, and whether they have had it. */
  readonly #looked = new Map<string, boolean>();
  #secondLook: NodeJS.Timeout | undefined;
  readonly #lost = new Map<string, string>();
  readonly #inspector: Inspector;
  readonly #errors: ErrorMemory;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#inspector = new Inspector(options.inspectors ?? new Map(), (tenant) => this.#tell([tenant]));
    const { now, errorGrace } = options;
    this.#errors = new ErrorMemory({ now, errorGrace, over: (tenants) => this.#tell(tenants) });
  }

  /** By tenant. */
  get statuses(): ReadonlyMap<string, TenantStatus> {
    return this.#statuses;
  }

  /** Whether nothing is on its way that this fleet itself waits for: a second look, or an answer of Argo CD's API. */
  get isSettled(): boolean {
    return this.#secondLook === undefined && !this.#inspector.isBusy;
  }

  /** Applications of one Argo CD that are new, other or gone. */
  applicationsChanged(source: Views, names: ReadonlySet<string>): void {
    const tenants = new Set<string>();
    for (const name of names) {
      const before = this.#namesOf(source.argocd).get(name);
      const after = source.views.get(name)?.tenant;
      for (const tenant of [before, after]) if (tenant !== undefined) tenants.add(tenant);
      this.#claim(source.argocd, name, before, after);
    }
    this.#tell(tenants);
  }

  publishedChanged(tenants: ReadonlySet<string>): void {
    this.#tell(tenants);
  }

  /** Nothing is known of its tenants any more, or all is known again. */
  argoCdLost(argocd: string, why: string | undefined): void {
    if (this.#lost.get(argocd) === why) return;
    if (why === undefined) this.#lost.delete(argocd);
    else this.#lost.set(argocd, why);
    this.#tell(new Set(this.#namesOf(argocd).values()));
  }

  /** Whether a tenant of an Argo CD is on its way. */
  hasMotion(argocd: string): boolean {
    return [...this.#namesOf(argocd).values()].some((tenant) => this.#statuses.get(tenant)?.state === 'progressing');
  }

  /** For one whom a person looks at: each object's health, though it does not move. */
  async inspect(tenant: string): Promise<TenantStatus | undefined> {
    const [view] = this.#viewsOf(tenant);
    if (view !== undefined) await this.#inspector.inspect(view, this.#options.published?.facts.get(tenant));
    return this.#statuses.get(tenant);
  }

  stop(): void {
    clearTimeout(this.#secondLook);
    this.#secondLook = undefined;
    this.#errors.stop();
    this.#inspector.stop();
  }

  #namesOf(argocd: string): Map<string, string> {
    const names = this.#tenantOf.get(argocd) ?? new Map<string, string>();
    this.#tenantOf.set(argocd, names);
    return names;
  }

  #claim(argocd: string, name: string, before: string | undefined, after: string | undefined): void {
    if (before === after) return;
    if (before !== undefined) this.#claims.get(before)?.get(argocd)?.delete(name);
    if (after === undefined) {
      this.#namesOf(argocd).delete(name);
      return;
    }
    this.#namesOf(argocd).set(name, after);
    const claims = this.#claims.get(after) ?? new Map<string, Set<string>>();
    this.#claims.set(after, claims.set(argocd, (claims.get(argocd) ?? new Set<string>()).add(name)));
  }

  #viewsOf(tenant: string): ApplicationView[] {
    const claims = this.#claims.get(tenant);
    if (claims === undefined) return [];
    return this.#options.sources.flatMap(({ argocd, views }) =>
      [...(claims.get(argocd) ?? [])].flatMap((name) => views.get(name) ?? []),
    );
  }

  #tell(tenants: Iterable<string>): void {
    const { only, changed } = this.#options;
    const statuses: TenantStatus[] = [];
    const gone: string[] = [];
    for (const tenant of tenants) {
      if (only !== undefined && tenant !== only) continue;
      const status = this.#tellOne(tenant);
      if (status === undefined) gone.push(...(this.#statuses.delete(tenant) ? [tenant] : []));
      else if (this.#remember(status)) statuses.push(status);
    }
    if (statuses.length > 0 || gone.length > 0) changed(statuses, gone);
  }

  #tellOne(tenant: string): TenantStatus | undefined {
    const { published, now, errorGrace } = this.#options;
    const views = this.#viewsOf(tenant);
    const facts = published?.facts.get(tenant);
    if (views.length === 0 && facts === undefined) {
      this.#forget(tenant);
      return undefined;
    }
    const [view] = views;
    const why = view === undefined ? undefined : this.#lost.get(view.argocd);
    const told: Told = {
      ...{
        tenant,
        views,
        isReached: published?.isReached ?? unknown,
        looks: this.#looked.get(tenant) === true ? 2 : 1,
      },
      ...(view === undefined ? { now: now(), errorGrace } : this.#errors.look(view)),
      ...(facts === undefined ? {} : { facts }),
      ...(why === undefined ? {} : { lost: why }),
      ...(view === undefined ? {} : this.#inspector.found(view, facts)),
    };
    if (view !== undefined) this.#lookAgain(told, view);
    const status = keepTimes(this.#statuses.get(tenant), tellTenant(told), told.now);
    if (view !== undefined && why === undefined) this.#inspector.follow(view, facts, status);
    return status;
  }

  /** Where only a second look is missing, it is taken a moment later; whatever is missing besides begins it anew. */
  #lookAgain(told: Told, view: ApplicationView): void {
    const { tenant, facts, isReached } = told;
    const input = { view, isReached, looks: 1, ...(facts === undefined ? {} : { commit: facts.commit }) };
    const missing = missingClauses(input);
    const onlyLook =
      missing.length === 1 && missing[0] === 'wellTwice' && missingClauses({ ...input, looks: 2 }).length === 0;
    if (!onlyLook) {
      this.#looked.delete(tenant);
      return;
    }
    if (this.#looked.has(tenant)) return;
    this.#looked.set(tenant, false);
    this.#secondLook ??= setTimeout(() => this.#takeSecondLook(), this.#options.betweenLooks ?? 2000);
  }

  /** Those that came meanwhile have theirs in the next round. */
  #takeSecondLook(): void {
    this.#secondLook = undefined;
    const due = [...this.#looked].filter(([, had]) => !had).map(([tenant]) => tenant);
    for (const tenant of due) this.#looked.set(tenant, true);
    this.#tell(due);
  }

  #forget(tenant: string): void {
    this.#looked.delete(tenant);
    this.#claims.delete(tenant);
    this.#errors.forget(tenant);
    this.#inspector.forget(tenant);
  }

  /** False where nothing is new but the time of Argo CD's last comparison, which it writes again and again. */
  #remember(status: TenantStatus): boolean {
    const before = this.#statuses.get(status.tenant);
    this.#statuses.set(status.tenant, status);
    return before === undefined || essence(before) !== essence(status);
  }
}

const unknown: IsReached = () => undefined;

function essence({ comparedAt: _, revision: __, ...rest }: TenantStatus): string {
  return JSON.stringify(rest);
}

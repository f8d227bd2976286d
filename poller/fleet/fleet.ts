// The status of every tenant of a platform, from what git published, what each Argo CD says and each object's health. Statuses that
// changed are given on in batches.

import type { ApplicationView } from '../status/application.js';
import type { KnownFacts } from '../status/known-facts.js';
import { makeStatus } from '../status/make-status.js';
import type { IsReached, PublishedFacts } from '../status/published-facts.js';
import { keepTimes } from '../status/steps.js';
import type { TenantStatus } from '../status/tenant-status.js';
import { Inspector, type ObjectHealth } from './inspector.js';
import { ErrorGrace, SecondChecks } from './rechecks.js';

/** What git says; PublishedHistory is one. Absent where the repository can not be read: Applications then speak for themselves. */
interface Published {
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
  /** Milliseconds between the two checks that must find a tenant well. @default 2000 */
  readonly betweenChecks?: number;
  /** Statuses that changed, and tenants that are neither published nor known to an Argo CD any more. */
  readonly changed: (statuses: readonly TenantStatus[], gone: readonly string[]) => void;
}

export class Fleet {
  readonly #options: FleetOptions;
  readonly #statuses = new Map<string, TenantStatus>();
  readonly #claims: Claims;
  readonly #checks: SecondChecks;
  readonly #lost = new Map<string, string>();
  readonly #inspector: Inspector;
  readonly #errors: ErrorGrace;

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#claims = new Claims(options.sources);
    this.#checks = new SecondChecks((tenants) => this.#update(tenants), options.betweenChecks);
    this.#inspector = new Inspector(options.inspectors ?? new Map(), (tenant) => this.#update([tenant]));
    const { now, errorGrace } = options;
    this.#errors = new ErrorGrace({ now, errorGrace, over: (tenants) => this.#update(tenants) });
  }

  /** By tenant. */
  get statuses(): ReadonlyMap<string, TenantStatus> {
    return this.#statuses;
  }

  /** Whether this fleet waits for nothing: no second check, and no answer of Argo CD's API. */
  get isSettled(): boolean {
    return !this.#checks.isBusy && !this.#inspector.isBusy;
  }

  /** Applications of one Argo CD that are new, other or gone. */
  applicationsChanged(source: Views, names: ReadonlySet<string>): void {
    this.#update(this.#claims.changed(source, names));
  }

  publishedChanged(tenants: ReadonlySet<string>): void {
    this.#update(tenants);
  }

  /** Nothing is known of its tenants any more, or all is known again. */
  argoCdLost(argocd: string, why: string | undefined): void {
    if (this.#lost.get(argocd) === why) return;
    if (why === undefined) this.#lost.delete(argocd);
    else this.#lost.set(argocd, why);
    this.#update(this.#claims.tenantsOf(argocd));
  }

  /** Whether a tenant of an Argo CD is progressing. */
  hasMotion(argocd: string): boolean {
    return [...this.#claims.tenantsOf(argocd)].some((tenant) => this.#statuses.get(tenant)?.state === 'progressing');
  }

  stop(): void {
    this.#checks.stop();
    this.#errors.stop();
    this.#inspector.stop();
  }

  #update(tenants: Iterable<string>): void {
    const { only, changed } = this.#options;
    const statuses: TenantStatus[] = [];
    const gone: string[] = [];
    for (const tenant of tenants) {
      if (only !== undefined && tenant !== only) continue;
      const status = this.#statusOf(tenant);
      if (status === undefined) gone.push(...(this.#statuses.delete(tenant) ? [tenant] : []));
      else if (this.#keep(status)) statuses.push(status);
    }
    if (statuses.length > 0 || gone.length > 0) changed(statuses, gone);
  }

  #statusOf(tenant: string): TenantStatus | undefined {
    const { published, now, errorGrace } = this.#options;
    const views = this.#claims.viewsOf(tenant);
    const facts = published?.facts.get(tenant);
    if (views.length === 0 && facts === undefined) {
      this.#forget(tenant);
      return undefined;
    }
    const [view] = views;
    // The Application that comes next is another one, with errors of its own.
    if (view === undefined) this.#errors.forget(tenant);
    const why = view === undefined ? undefined : this.#lost.get(view.argocd);
    const known: KnownFacts = {
      tenant,
      views,
      isReached: published?.isReached ?? unknown,
      timesWell: this.#checks.timesWell(tenant),
      ...(view ? this.#errors.observe(view) : { now: now(), errorGrace }),
      facts,
      lost: why,
      ...(view && this.#inspector.found(view, facts)),
    };
    if (view !== undefined) this.#checks.plan(known, view);
    const status = keepTimes(this.#statuses.get(tenant), makeStatus(known), known.now);
    if (view !== undefined && why === undefined) this.#inspector.follow(view, facts, status);
    return status;
  }

  #forget(tenant: string): void {
    this.#checks.forget(tenant);
    this.#claims.forget(tenant);
    this.#errors.forget(tenant);
    this.#inspector.forget(tenant);
  }

  /** False where nothing is new but the time of Argo CD's last comparison, which it writes again and again. */
  #keep(status: TenantStatus): boolean {
    const before = this.#statuses.get(status.tenant);
    this.#statuses.set(status.tenant, status);
    return before === undefined || essence(before) !== essence(status);
  }
}

const unknown: IsReached = () => undefined;

function essence({ comparedAt: _, revision: __, ...rest }: TenantStatus): string {
  return JSON.stringify(rest);
}

/** Where the views of one Argo CD are; an ApplicationWatch is one. */
interface Views {
  readonly argocd: string;
  readonly views: ReadonlyMap<string, ApplicationView>;
}

class Claims {
  readonly #sources: readonly Views[];
  /** Names of Applications by tenant, for each Argo CD. */
  readonly #claims = new Map<string, Map<string, Set<string>>>();
  readonly #tenantOf = new Map<string, Map<string, string>>();

  constructor(sources: readonly Views[]) {
    this.#sources = sources;
  }

  /** Takes Applications of one Argo CD that are new, other or gone; gives the tenants whose they are or were. */
  changed({ argocd, views }: Views, names: ReadonlySet<string>): ReadonlySet<string> {
    const tenants = new Set<string>();
    for (const name of names) {
      const before = this.#namesOf(argocd).get(name);
      const after = views.get(name)?.tenant;
      for (const tenant of [before, after]) if (tenant !== undefined) tenants.add(tenant);
      this.#claim(argocd, name, before, after);
    }
    return tenants;
  }

  /** Of one Argo CD. */
  tenantsOf(argocd: string): ReadonlySet<string> {
    return new Set(this.#namesOf(argocd).values());
  }

  viewsOf(tenant: string): ApplicationView[] {
    const claims = this.#claims.get(tenant);
    if (claims === undefined) return [];
    return this.#sources.flatMap(({ argocd, views }) =>
      [...(claims.get(argocd) ?? [])].flatMap((name) => views.get(name) ?? []),
    );
  }

  forget(tenant: string): void {
    this.#claims.delete(tenant);
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
}

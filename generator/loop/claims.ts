// Which Applications of which Argo CD say that they are a tenant's: one, while it is published to one cluster, and several where
// something is wrong. The fleet asks it for a tenant's views.
import type { ApplicationView } from '../../argocd/status/application-view.js';

/** Where the views of one Argo CD are; an ApplicationWatch is one. */
export interface Views {
  readonly argocd: string;
  readonly views: ReadonlyMap<string, ApplicationView>;
}

export class Claims {
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

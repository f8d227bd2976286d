// The fleet's statuses as the page wants them: in order, and with a word to whoever listens when one changes. The fleet alone holds them.
import type { TenantStatus } from '../../argocd/status/tenant-status.js';

type Listener = (tenants: readonly string[]) => void;

export class SortedStatuses {
  readonly #find: () => ReadonlyMap<string, TenantStatus>;
  readonly #listeners = new Set<Listener>();
  #ids: readonly string[] | undefined;

  /** @param find The fleet's own, by tenant. */
  constructor(find: () => ReadonlyMap<string, TenantStatus>) {
    this.#find = find;
  }

  /** These are new, other or gone. */
  changed(tenants: readonly string[]): void {
    this.#ids = undefined;
    for (const listener of this.#listeners) listener(tenants);
  }

  /** By tenant; put in order once for each change. */
  get all(): readonly TenantStatus[] {
    const statuses = this.#find();
    this.#ids ??= [...statuses.keys()].sort();
    return this.#ids.flatMap((id) => statuses.get(id) ?? []);
  }

  tryFind(tenant: string): TenantStatus | undefined {
    return this.#find().get(tenant);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

// A tenant is live when it is found well twice: whoever lacks only that is looked at once more, a moment later. Argo CD says nothing
// in between, so a timer asks the fleet to tell of them again.
import type { ApplicationView } from '../../argocd/status/application-view.js';
import { missingClauses } from '../../argocd/status/deployed.js';
import type { Told } from '../../argocd/status/told.js';

export class SecondLooks {
  readonly #tell: (tenants: readonly string[]) => void;
  readonly #between: number;
  /** Tenants of which only a second look is missing, and whether they have had it. */
  readonly #looked = new Map<string, boolean>();
  #timer: NodeJS.Timeout | undefined;

  /** @param between Milliseconds between the two looks. */
  constructor(tell: (tenants: readonly string[]) => void, between = 2000) {
    this.#tell = tell;
    this.#between = between;
  }

  /** Whether somebody waits for a second look. */
  get isBusy(): boolean {
    return this.#timer !== undefined;
  }

  /** How many looks in a row have found it well. */
  of(tenant: string): 1 | 2 {
    return this.#looked.get(tenant) === true ? 2 : 1;
  }

  /** Whatever is missing besides begins it anew. */
  plan({ tenant, facts, isReached }: Pick<Told, 'tenant' | 'facts' | 'isReached'>, view: ApplicationView): void {
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
    this.#timer ??= setTimeout(() => this.#take(), this.#between);
  }

  forget(tenant: string): void {
    this.#looked.delete(tenant);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Those that came meanwhile have theirs in the next round. */
  #take(): void {
    this.#timer = undefined;
    const due = [...this.#looked].filter(([, had]) => !had).map(([tenant]) => tenant);
    for (const tenant of due) this.#looked.set(tenant, true);
    this.#tell(due);
  }
}

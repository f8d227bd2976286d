// When a tenant is checked again although nothing of it changes: once an error has outlasted its grace, and a moment after it was first
// found well.
import type { ApplicationView } from '../status/application.js';
import { missingClauses } from '../status/deployed.js';
import type { KnownFacts } from '../status/known-facts.js';
import { errorBegan, type Observation, tryFindNotedError } from '../status/noted-error.js';

interface ErrorGraceOptions {
  readonly now: () => string;
  /** Seconds. */
  readonly errorGrace: number;
  /** The grace of these is over. */
  readonly over: (tenants: readonly string[]) => void;
}

export class ErrorGrace {
  readonly #options: ErrorGraceOptions;
  /** By tenant, of all that were observed; undefined where there is no error. */
  readonly #since = new Map<string, string | undefined>();
  /** Milliseconds since 1970. */
  readonly #due = new Map<string, number>();
  #timer: { readonly at: number; readonly handle: NodeJS.Timeout } | undefined;

  constructor(options: ErrorGraceOptions) {
    this.#options = options;
  }

  /** Observes a view, and keeps what the next observation needs. */
  observe(view: ApplicationView): Observation {
    const { now, errorGrace } = this.#options;
    const { tenant } = view;
    const time = now();
    const errorSince = errorBegan(view, this.#before(tenant), time);
    this.#since.set(tenant, errorSince);
    const observation = { now: time, errorGrace, errorSince };
    const error = tryFindNotedError(view, observation);
    if (error === undefined || error.lasts) this.#due.delete(tenant);
    else this.#plan(tenant, Date.parse(error.over));
    return observation;
  }

  forget(tenant: string): void {
    this.#since.delete(tenant);
    this.#due.delete(tenant);
  }

  stop(): void {
    clearTimeout(this.#timer?.handle);
    this.#timer = undefined;
    this.#due.clear();
  }

  #before(tenant: string): Pick<Observation, 'errorSince'> | undefined {
    const errorSince = this.#since.get(tenant);
    if (errorSince !== undefined) return { errorSince };
    return this.#since.has(tenant) ? {} : undefined;
  }

  /** One timer, for whoever is due first: an outage of Argo CD concerns all at once. */
  #plan(tenant: string, at: number): void {
    this.#due.set(tenant, at);
    if (this.#timer !== undefined && this.#timer.at <= at) return;
    clearTimeout(this.#timer?.handle);
    const wait = Math.max(shortest, at - Date.parse(this.#options.now()));
    this.#timer = { at, handle: setTimeout(() => this.#giveDue(), wait) };
  }

  /** A tenant that is not due yet is planned again when it is observed. */
  #giveDue(): void {
    this.#timer = undefined;
    const tenants = [...this.#due.keys()];
    this.#due.clear();
    this.#options.over(tenants);
  }
}

/** Milliseconds: the clock gives whole seconds, and may be set back. */
const shortest = 1000;

export class SecondChecks {
  readonly #recheck: (tenants: readonly string[]) => void;
  readonly #between: number;
  /** Tenants that lack only a second check, and whether they have had it. */
  readonly #checked = new Map<string, boolean>();
  #timer: NodeJS.Timeout | undefined;

  /** @param between Milliseconds between the two checks. */
  constructor(tell: (tenants: readonly string[]) => void, between = 2000) {
    this.#recheck = tell;
    this.#between = between;
  }

  /** Whether a tenant waits for its second check. */
  get isBusy(): boolean {
    return this.#timer !== undefined;
  }

  /** How often in a row it was found well. */
  timesWell(tenant: string): 1 | 2 {
    return this.#checked.get(tenant) === true ? 2 : 1;
  }

  /** Whatever is missing besides begins it anew. */
  plan({ tenant, facts, isReached }: Pick<KnownFacts, 'tenant' | 'facts' | 'isReached'>, view: ApplicationView): void {
    const input = { view, isReached, timesWell: 1, commit: facts?.commit };
    const missing = missingClauses(input);
    const onlyCheck =
      missing.length === 1 && missing[0] === 'wellTwice' && missingClauses({ ...input, timesWell: 2 }).length === 0;
    if (!onlyCheck) {
      this.#checked.delete(tenant);
      return;
    }
    if (this.#checked.has(tenant)) return;
    this.#checked.set(tenant, false);
    this.#timer ??= setTimeout(() => this.#giveDue(), this.#between);
  }

  forget(tenant: string): void {
    this.#checked.delete(tenant);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Those that came meanwhile have theirs in the next round. */
  #giveDue(): void {
    this.#timer = undefined;
    const due = [...this.#checked].filter(([, had]) => !had).map(([tenant]) => tenant);
    for (const tenant of due) this.#checked.set(tenant, true);
    this.#recheck(due);
  }
}

// Since when Argo CD notes an error on each tenant's Application, and a timer that has the fleet look again when one has lasted too
// long: nothing of the Application need change at that moment.
import type { ApplicationView } from '../status/application.js';
import { missingClauses } from '../status/deployed.js';
import type { Told } from '../status/known-facts.js';
import { errorBegan, type Look, tryFindError } from '../status/noted-error.js';

export interface ErrorMemoryOptions {
  readonly now: () => string;
  /** Seconds. */
  readonly errorGrace: number;
  /** The grace of these is over. */
  readonly over: (tenants: readonly string[]) => void;
}

export class ErrorMemory {
  readonly #options: ErrorMemoryOptions;
  /** By tenant, of all that were looked at; undefined where there is no error. */
  readonly #since = new Map<string, string | undefined>();
  /** Milliseconds since 1970. */
  readonly #due = new Map<string, number>();
  #timer: { readonly at: number; readonly handle: NodeJS.Timeout } | undefined;

  constructor(options: ErrorMemoryOptions) {
    this.#options = options;
  }

  /** What a look at this view goes by, remembered for the next one. */
  look(view: ApplicationView): Look {
    const { now, errorGrace } = this.#options;
    const { tenant } = view;
    const time = now();
    const errorSince = errorBegan(view, this.#before(tenant), time);
    this.#since.set(tenant, errorSince);
    const look = { now: time, errorGrace, errorSince };
    const error = tryFindError(view, look);
    if (error === undefined || error.lasts) this.#due.delete(tenant);
    else this.#plan(tenant, Date.parse(error.over));
    return look;
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

  #before(tenant: string): Pick<Look, 'errorSince'> | undefined {
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
    this.#timer = { at, handle: setTimeout(() => this.#lookAgain(), wait) };
  }

  /** Whoever is not due yet is planned anew by being told. */
  #lookAgain(): void {
    this.#timer = undefined;
    const tenants = [...this.#due.keys()];
    this.#due.clear();
    this.#options.over(tenants);
  }
}

/** Milliseconds: the clock gives whole seconds, and may be set back. */
const shortest = 1000;

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
    const input = { view, isReached, looks: 1, commit: facts?.commit };
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

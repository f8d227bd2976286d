// Since when Argo CD notes an error on each tenant's Application, and a timer that has the fleet look again when one has lasted too
// long: nothing of the Application need change at that moment.
import type { ApplicationView } from '../../argocd/status/application-view.js';
import { errorBegan, type Look, tryFindError } from '../../argocd/status/standing-error.js';

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
    const look = { now: time, errorGrace, ...(errorSince === undefined ? {} : { errorSince }) };
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

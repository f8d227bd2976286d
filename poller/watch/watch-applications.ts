// Watches the Applications of one Argo CD: a list in pages, then a watch that continues where it broke off, or a new list where the API
// server has forgotten that place. Objects are reduced to views at once, because an informer's cache would keep all of them.

import { z } from 'zod';
import { type BackOff, jitteredBackOff } from '../../constructs/base/back-off.js';
import { type KubeConnection, Unreachable } from '../../generator/kube-schemas/kube-connection.js';
import type { ApplicationView } from '../status/application.js';
import { type Foreign, managedByLabel } from '../status/read-application.js';
import { ApplicationViews } from './application-views.js';

interface WatchedArgoCd {
  /** What it is called here. */
  readonly argocd: string;
  readonly platform: string;
  /** The namespace that Argo CD keeps Applications in. */
  readonly namespace: string;
}

interface WatchListener {
  /** Names of Applications whose view is new, other or gone; the first call comes when all have been listed. */
  changed(names: ReadonlySet<string>): void;
  /** Each time that the connection is there again; what was listed is told before. */
  connected?(): void;
  /** Each time that the server says anything, if only that it is there. */
  heard?(): void;
  /** Each time that it is not; it is tried again by itself. */
  lost?(error: Unreachable): void;
}

export interface WatchTiming {
  readonly backOff?: BackOff;
  /** Milliseconds for which changes are gathered. @default 200 */
  readonly gather?: number;
}

export class ApplicationWatch {
  readonly #views: ApplicationViews;
  readonly #connection: KubeConnection;
  readonly #source: WatchedArgoCd;
  readonly #listener: WatchListener;
  readonly #backOff: BackOff;
  readonly #changes: Coalesced;
  /** Where the watch goes on; undefined where a list is needed. */
  #version: string | undefined;
  #failures = 0;
  #isConnected = false;

  constructor(connection: KubeConnection, source: WatchedArgoCd, listener: WatchListener, timing: WatchTiming = {}) {
    this.#views = new ApplicationViews(source, (name) => this.#changes.add(name));
    this.#connection = connection;
    this.#source = source;
    this.#listener = listener;
    this.#backOff = timing.backOff ?? reconnectBackOff;
    this.#changes = new Coalesced((names) => listener.changed(names), timing.gather ?? 200);
  }

  get argocd(): string {
    return this.#source.argocd;
  }

  /** By the Application's name. */
  get views(): ReadonlyMap<string, ApplicationView> {
    return this.#views.byName;
  }

  /** How many Applications are no tenants of the platform, by reason. */
  get foreign(): Readonly<Partial<Record<Foreign, number>>> {
    return this.#views.foreign;
  }

  /** Ends when it is stopped. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.#version === undefined) await this.#list(signal);
        await this.#watch(signal);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        if (signal.aborted) break;
        this.#lose(error);
        await this.#backOff(this.#failures, signal);
      }
    }
    this.#changes.stop();
  }

  /** One list without a watch, for who looks once. @throws Unreachable */
  async listOnce(signal: AbortSignal): Promise<void> {
    await this.#list(signal);
    this.#changes.flush();
  }

  #lose(error: Unreachable): void {
    this.#failures += 1;
    this.#isConnected = false;
    if (error.status === gone) this.#version = undefined;
    this.#listener.lost?.(error);
  }

  #connect(): void {
    this.#failures = 0;
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#listener.connected?.();
  }

  get #path(): string {
    return `/apis/argoproj.io/v1alpha1/namespaces/${encodeURIComponent(this.#source.namespace)}/applications`;
  }

  get #selector(): string {
    return `${managedByLabel}=tenantry,tenantry.dev/platform=${this.#source.platform}`;
  }

  async #list(signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    let token = '';
    let version: string;
    do {
      const query: Record<string, string> = { labelSelector: this.#selector, limit: pageSize };
      if (token !== '') query.continue = token;
      const page = pageSchema.safeParse(await this.#connection.get(this.#path, query, signal));
      if (!page.success) throw new Unreachable(`${this.#connection.server} answers no list of Applications`);
      for (const item of page.data.items) seen.add(this.#views.keep(item));
      token = page.data.metadata.continue;
      version = page.data.metadata.resourceVersion;
    } while (token !== '');
    // Only now: a list that broke off is begun anew, and nothing is watched meanwhile.
    this.#version = version;
    this.#views.keepOnly(seen);
    this.#changes.open();
    this.#changes.flush();
    this.#connect();
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const started = performance.now();
    const query = {
      labelSelector: this.#selector,
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: this.#version ?? '',
      timeoutSeconds: String(watchSeconds),
    };
    // A connection whose other end is gone without a word is given up a little after the server would have ended it.
    const patience = AbortSignal.any([signal, AbortSignal.timeout((watchSeconds + 15) * 1000)]);
    let events = 0;
    for await (const line of this.#connection.lines(this.#path, query, patience)) {
      this.#connect();
      this.#listener.heard?.();
      events += 1;
      if (!this.#take(line)) return;
    }
    if (signal.aborted) return;
    if (events > 0 || performance.now() - started > quickly) {
      this.#listener.heard?.();
      return;
    }
    throw new Unreachable(`${this.#connection.server} ends each watch at once`);
  }

  /** False where the watch is over because a list is needed. @throws Unreachable for an error of the server's. */
  #take(line: unknown): boolean {
    const event = eventSchema.safeParse(line);
    if (!event.success) throw new Unreachable(`${this.#connection.server} answers no events of Applications`);
    const { type, object } = event.data;
    const { metadata, code, message } = headSchema.parse(object);
    if (type === 'ERROR') {
      if (code !== gone) throw new Unreachable(`${this.#connection.server} ended the watch: ${message}`);
      this.#version = undefined;
      return false;
    }
    if (type === 'DELETED') this.#views.drop(metadata.name);
    else if (type !== 'BOOKMARK') this.#views.keep(object);
    if (metadata.resourceVersion !== '') this.#version = metadata.resourceVersion;
    return true;
  }
}

/** Between two tries to reach an API server; in milliseconds. */
const reconnectBackOff = jitteredBackOff({ first: 1000, longest: 30_000 }, 0.5);
/** Applications in a page; one has some 25 kB. */
const pageSize = '500';
/** After which the server ends a watch; it is then taken up where it was. */
const watchSeconds = 180;
/** Milliseconds within which a watch that gave nothing and ended counts as a failure. */
const quickly = 1000;
/** HTTP's "Gone": the server has forgotten the version. */
const gone = 410;

class Coalesced {
  #names = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;
  readonly #give: (names: ReadonlySet<string>) => void;
  readonly #gather: number;

  /** @param gather Milliseconds between the first change and the batch that it is in. */
  constructor(give: (names: ReadonlySet<string>) => void, gather: number) {
    this.#give = give;
    this.#gather = gather;
  }

  add(name: string): void {
    this.#names.add(name);
    if (this.#isOpen) this.#timer ??= setTimeout(() => this.flush(), this.#gather);
  }

  /** The first time, what was gathered so far is given even if that is nothing. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#deliver();
  }

  flush(): void {
    if (this.#isOpen && this.#names.size > 0) this.#deliver();
  }

  /** What has not been given yet never is. */
  stop(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #deliver(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const names = this.#names;
    this.#names = new Set();
    this.#give(names);
  }
}

const text = z.string().catch('');
const metadata = z
  .object({ name: text, resourceVersion: text, continue: text })
  .catch({ name: '', resourceVersion: '', continue: '' });

/** A page of the list. */
const pageSchema = z.object({ items: z.array(z.unknown()), metadata });
/** A line of the watch. */
const eventSchema = z.object({ type: z.string(), object: z.unknown() });
/** What is looked at of every event, whatever its object is: an Application, a bookmark, or a Status. */
const headSchema = z
  .object({ metadata, code: z.number().catch(0), message: text })
  .catch({ metadata: { name: '', resourceVersion: '', continue: '' }, code: 0, message: '' });

// Runs a fleet: the watches of all Argo CDs, and a look at the GitOps repository every few seconds. What can not be reached is tried
// again for ever; tenants of whom nothing has been heard for too long are said to be unknown.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Unreachable } from '../../argocd/watch/unreachable.js';
import { ApplicationWatch } from '../../argocd/watch/watch-applications.js';
import type { WatchTiming } from '../../argocd/watch/watch-listener.js';
import { OutsideError } from '../finding/outside-error.js';
import { Fleet } from './fleet.js';
import type { FleetSource, FleetWatchOptions } from './fleet-watch-options.js';
import { Silence } from './silence.js';

export class FleetWatch {
  readonly fleet: Fleet;
  readonly watches: readonly ApplicationWatch[];
  readonly #options: FleetWatchOptions;
  readonly #silence: Silence;
  /** When each was found out of reach first, by our own clock; absent once it was listed. */
  readonly #unlisted = new Map<string, number | undefined>();

  constructor(options: FleetWatchOptions) {
    const { sources, history, only, now, errorGrace, changed, timing = {} } = options;
    this.#options = options;
    this.watches = sources.map((source) => this.#watchOf(source, timing));
    this.fleet = new Fleet({
      ...{ sources: this.watches, now, errorGrace, changed },
      ...(history === undefined ? {} : { published: history }),
      ...(only === undefined ? {} : { only }),
      ...(timing.betweenLooks === undefined ? {} : { betweenLooks: timing.betweenLooks }),
      inspectors: new Map(sources.flatMap(({ argocd, api }) => (api === undefined ? [] : [[argocd, api] as const]))),
    });
    this.#silence = new Silence(this.fleet, { lost: timing.lost ?? lostAfter, silent: timing.silent ?? 900_000 });
  }

  /** Seconds since each Argo CD was last heard of. */
  get silence(): readonly (readonly [argocd: string, seconds: number])[] {
    return this.#silence.ages;
  }

  /**
   * Whether all that is to be known at the start is known: each Argo CD was listed, or has been out of reach for too long to wait for it,
   * and no tenant lacks its second look.
   */
  get isKnown(): boolean {
    const patience = this.#options.timing?.lost ?? lostAfter;
    const isAway = (since: number | undefined) => since !== undefined && performance.now() - since > patience;
    return [...this.#unlisted.values()].every(isAway) && this.fleet.isSettled;
  }

  /** Ends when it is stopped. */
  async run(signal: AbortSignal): Promise<void> {
    const stop = this.#silence.start();
    try {
      await Promise.all([...this.watches.map((watch) => watch.run(signal)), this.#followGit(signal)]);
    } finally {
      stop();
      this.fleet.stop();
    }
  }

  /** What all say now; `run` goes on from there. @throws Unreachable, OutsideError */
  async start(signal: AbortSignal): Promise<void> {
    await this.#options.history?.refresh();
    await Promise.all(this.watches.map((watch) => watch.look(signal)));
    this.#tellPublished();
  }

  /** Once: what all say, a second look where one is missing, and the objects of those in motion. @throws Unreachable, OutsideError */
  async look(signal: AbortSignal): Promise<void> {
    await this.start(signal);
    const deadline = performance.now() + mostForSecondLook;
    while (!this.fleet.isSettled && performance.now() < deadline && !signal.aborted)
      await sleep(20, undefined, { signal }).catch(() => {});
    this.fleet.stop();
  }

  /** Those without an Application too. */
  #tellPublished(): void {
    this.fleet.publishedChanged(new Set(this.#options.history?.facts.keys()));
  }

  #watchOf({ argocd, namespace, connection }: FleetSource, timing: WatchTiming): ApplicationWatch {
    const { platform, trouble } = this.#options;
    this.#unlisted.set(argocd, undefined);
    const watch: ApplicationWatch = new ApplicationWatch(
      connection,
      { argocd, platform, namespace },
      {
        changed: (names) => {
          this.#silence.heard(argocd);
          this.fleet.applicationsChanged(watch, names);
        },
        heard: () => this.#silence.contact(argocd),
        connected: () => {
          this.#unlisted.delete(argocd);
          this.#silence.connected(argocd);
          trouble?.(argocd, undefined);
        },
        lost: (error: Unreachable) => {
          if (this.#unlisted.has(argocd)) this.#unlisted.set(argocd, this.#unlisted.get(argocd) ?? performance.now());
          this.#silence.lost(argocd, error.message);
          trouble?.(argocd, error.message);
        },
      },
      timing,
    );
    return watch;
  }

  async #followGit(signal: AbortSignal): Promise<void> {
    const { history, trouble, timing } = this.#options;
    if (history === undefined) return;
    this.#tellPublished();
    while (!signal.aborted) {
      try {
        this.fleet.publishedChanged(await history.refresh());
        trouble?.('git', undefined);
      } catch (error) {
        if (!(error instanceof OutsideError)) throw error;
        trouble?.('git', error.message);
      }
      await sleep(timing?.git ?? 15_000, undefined, { signal }).catch(() => {});
    }
  }
}

/** Milliseconds. */
const lostAfter = 60_000;

/** Milliseconds for the second look and Argo CD's API, for who looks once. */
const mostForSecondLook = 15_000;

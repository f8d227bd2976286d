// Runs a fleet: it watches every Argo CD, and reads the GitOps repository every few seconds. What can not be reached is tried again for
// ever; a tenant becomes unknown if its Argo CD is silent for too long.

import { setTimeout as sleep } from 'node:timers/promises';
import { OutsideError } from '../../constructs/base/finding.js';
import type { KubeConnection, Unreachable } from '../../generator/kube-schemas/kube-connection.js';
import type { TenantStatus } from '../status/tenant-status.js';
import type { WatchTiming } from '../watch/watch-applications.js';
import { ApplicationWatch } from '../watch/watch-applications.js';
import { Fleet } from './fleet.js';
import type { ObjectHealth } from './inspector.js';
import type { PublishedHistory } from './published-history.js';

export interface FleetWatchOptions {
  readonly platform: string;
  readonly sources: readonly FleetSource[];
  /** Absent where the GitOps repository can not be read. */
  readonly history?: PublishedHistory;
  readonly only?: string;
  readonly now: () => string;
  /** Seconds that Argo CD may note an error on an Application before its tenant counts as failed. */
  readonly errorGrace: number;
  readonly changed: (statuses: readonly TenantStatus[], gone: readonly string[]) => void;
  /** What can not be reached at the moment, and that it can be again. */
  readonly trouble?: (source: string, problem: string | undefined) => void;
  readonly timing?: FleetTiming;
}

export interface FleetSource {
  /** What this Argo CD is called here. */
  readonly argocd: string;
  readonly namespace: string;
  readonly connection: KubeConnection;
  /** Its API, for each object's health. */
  readonly api?: ObjectHealth;
}

/** Milliseconds. */
export interface FleetTiming extends WatchTiming {
  /** Between two refreshes of the GitOps repository. @default 15000 */
  readonly git?: number;
  /** Without a connection, after which nothing is known of its tenants. @default 60000 */
  readonly lost?: number;
  /** Without a word of an Argo CD whose tenants are in motion. @default 900000 */
  readonly silent?: number;
  readonly betweenChecks?: number;
}

/** Milliseconds. */
const lostAfter = 60_000;

/** Milliseconds that `readOnce` waits for second checks and Argo CD's API. */
const mostForSecondCheck = 15_000;

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
      sources: this.watches,
      now,
      errorGrace,
      changed,
      published: history,
      only,
      betweenChecks: timing.betweenChecks,
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
   * and no tenant lacks its second check.
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
    await Promise.all(this.watches.map((watch) => watch.listOnce(signal)));
    this.#updatePublished();
  }

  /** Once: what all say, a second check where one is missing, and the objects of those in motion. @throws Unreachable, OutsideError */
  async readOnce(signal: AbortSignal): Promise<void> {
    await this.start(signal);
    const deadline = performance.now() + mostForSecondCheck;
    while (!this.fleet.isSettled && performance.now() < deadline && !signal.aborted)
      await sleep(20, undefined, { signal }).catch(() => {});
    this.fleet.stop();
  }

  /** Those without an Application too. */
  #updatePublished(): void {
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
    this.#updatePublished();
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

/** Milliseconds after which tenants are unknown. */
interface Patience {
  readonly lost: number;
  readonly silent: number;
}

interface Heard {
  /** When it said something of an Application last. */
  at: number;
  /** When it said anything last. */
  contact: number;
  /** Since when, and why, it can not be reached. */
  lost?: { readonly since: number; readonly why: string };
}

class Silence {
  readonly #fleet: Fleet;
  readonly #patience: Patience;
  readonly #heard = new Map<string, Heard>();

  constructor(fleet: Fleet, patience: Patience) {
    this.#fleet = fleet;
    this.#patience = patience;
  }

  /** It is there, though it may have nothing to say. */
  contact(argocd: string): void {
    this.#of(argocd).contact = performance.now();
  }

  heard(argocd: string): void {
    const heard = this.#of(argocd);
    heard.at = heard.contact = performance.now();
    if (heard.lost === undefined) this.#fleet.argoCdLost(argocd, undefined);
  }

  connected(argocd: string): void {
    const heard = this.#of(argocd);
    delete heard.lost;
    heard.at = heard.contact = performance.now();
    this.#fleet.argoCdLost(argocd, undefined);
  }

  /** The first reason stays: what follows from it changes with each attempt. */
  lost(argocd: string, why: string): void {
    const heard = this.#of(argocd);
    heard.lost ??= { since: performance.now(), why };
  }

  /** Seconds since each last said anything. */
  get ages(): readonly (readonly [argocd: string, seconds: number])[] {
    const now = performance.now();
    return [...this.#heard].map(([argocd, { contact }]) => [argocd, (now - contact) / 1000] as const);
  }

  /** Looks again and again until the function that it gives is called. */
  start(): () => void {
    const { lost, silent } = this.#patience;
    const timer = setInterval(() => this.#check(), Math.min(lost, silent, 20_000) / 4);
    return () => clearInterval(timer);
  }

  #of(argocd: string): Heard {
    const heard = this.#heard.get(argocd) ?? { at: performance.now(), contact: performance.now() };
    this.#heard.set(argocd, heard);
    return heard;
  }

  #check(): void {
    const now = performance.now();
    for (const [argocd, { at, lost }] of this.#heard) {
      if (lost !== undefined && now - lost.since > this.#patience.lost)
        this.#fleet.argoCdLost(argocd, `nothing is known of it, because ${argocd} can not be reached: ${lost.why}`);
      else if (lost === undefined && now - at > this.#patience.silent && this.#fleet.hasMotion(argocd))
        this.#fleet.argoCdLost(
          argocd,
          `Argo CD ${argocd} says nothing any more: see whether its application controller runs`,
        );
    }
  }
}

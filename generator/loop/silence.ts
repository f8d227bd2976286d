// Tells when nothing is known any more: a cluster that can not be reached, or an Argo CD that says nothing although its tenants are in
// motion. Only our own running clock decides, never a time that Argo CD wrote.
import type { Fleet } from './fleet.js';

/** Milliseconds after which tenants are unknown. */
export interface Patience {
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

export class Silence {
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
    const timer = setInterval(() => this.#look(), Math.min(lost, silent, 20_000) / 4);
    return () => clearInterval(timer);
  }

  #of(argocd: string): Heard {
    const heard = this.#heard.get(argocd) ?? { at: performance.now(), contact: performance.now() };
    this.#heard.set(argocd, heard);
    return heard;
  }

  #look(): void {
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

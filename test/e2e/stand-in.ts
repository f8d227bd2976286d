// Plays a part of an operator that simulated ones can not play: looks at each cluster every second, until it is stopped.
import { setTimeout as pause } from 'node:timers/promises';
import type { ControlPlane } from './control-plane.js';
import type { KubeClient } from './kube-client.js';

export class StandIn {
  readonly #clients: readonly KubeClient[];
  readonly #act: (client: KubeClient) => Promise<void>;
  readonly #stopping = new AbortController();
  #playing: Promise<void> = Promise.resolve();

  /** @param act What is done in one cluster at each look; it may be done again. */
  constructor({ clusters }: ControlPlane, act: (client: KubeClient) => Promise<void>) {
    this.#clients = Object.values(clusters);
    this.#act = act;
  }

  start(): void {
    this.#playing = this.#play();
  }

  /** @throws Error where an act failed. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#playing;
  }

  async #play(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await Promise.all(this.#clients.map(this.#act));
      await pause(betweenLooks, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }
}

/** Milliseconds. */
const betweenLooks = 1000;

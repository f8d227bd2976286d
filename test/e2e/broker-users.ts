// Plays RabbitMQ's topology operator for Users where nobody else does: their status must name the user, or the API server takes no
// status at all, and simulated operators know no names. A real operator has been there before, or puts its own name in place.
import { setTimeout as pause } from 'node:timers/promises';
import type { ControlPlane } from './control-plane.js';
import type { KubeClient, KubeObject, KubeReference } from './kube-client.js';

export class BrokerUsers {
  readonly #clients: readonly KubeClient[];
  readonly #stopping = new AbortController();
  #playing: Promise<void> = Promise.resolve();

  constructor({ clusters }: ControlPlane) {
    this.#clients = Object.values(clusters);
  }

  start(): void {
    this.#playing = this.#play();
  }

  /** @throws Error where a User could not be given its status. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#playing;
  }

  async #play(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await Promise.all(this.#clients.map(nameUsers));
      await pause(betweenLooks, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }
}

/** Milliseconds. */
const betweenLooks = 1000;

async function nameUsers(client: KubeClient): Promise<void> {
  const users = await client.list<KubeObject>({ apiVersion: 'rabbitmq.com/v1beta1', kind: 'User' });
  const nameless = users.filter(({ status }) => status === undefined);
  await Promise.all(
    nameless.map((user) => client.mergeStatus(user as KubeReference, { username: user.metadata?.namespace })),
  );
}

// Brings messages of the outbox to their targets, round after round, while this replica leads.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outbox } from '../history/outbox.js';
import { deliverDue, type Outcome } from '../notify/deliver-due.js';
import type { Deliverer } from '../notify/deliverer.js';

export interface DeliverLoopOptions {
  readonly outbox: Outbox;
  readonly deliverers: readonly Deliverer[];
  readonly isLeader: () => boolean;
  readonly delivered: (outcome: Outcome) => void;
  readonly trouble: (error: unknown) => void;
  /** Milliseconds between two rounds. @default 1000 */
  readonly every?: number;
}

/** Each target has rounds of its own: one that is slow, or limits us, holds up no other. */
export async function deliverLoop(options: DeliverLoopOptions, signal: AbortSignal): Promise<void> {
  await Promise.all(options.deliverers.map((deliverer) => rounds(options, deliverer, signal)));
}

async function rounds(options: DeliverLoopOptions, deliverer: Deliverer, signal: AbortSignal): Promise<void> {
  const { outbox, isLeader, delivered, trouble, every = 1000 } = options;
  while (!signal.aborted) {
    if (isLeader())
      try {
        for (const outcome of await deliverDue(outbox, [deliverer], signal)) delivered(outcome);
      } catch (error) {
        trouble(error);
      }
    await sleep(every, undefined, { signal }).catch(() => {});
  }
}

// Brings messages of the outbox to their targets, round after round, while this replica leads.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Outbox } from '../history/outbox.js';
import { deliverDue, mostInRound, type Outcome } from '../notify/deliver-due.js';
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
  const round = async (): Promise<boolean> => {
    try {
      const outcomes = await deliverDue(outbox, [deliverer], signal);
      for (const outcome of outcomes) delivered(outcome);
      return outcomes.length === mostInRound && outcomes.every(({ delivery }) => delivery.done);
    } catch (error) {
      trouble(error);
      return false;
    }
  };
  while (!signal.aborted) {
    const isMoreDue = isLeader() && (await round());
    if (!isMoreDue) await sleep(every, undefined, { signal }).catch(() => {});
  }
}

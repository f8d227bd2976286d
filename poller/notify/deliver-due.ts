// Delivers what is due in the outbox. Each target is served by itself, so one that is down holds up no other.
import { delayAfter } from '../../constructs/base/back-off.js';
import type { Json, Message, Outbox } from '../history/outbox.js';

export type Delivery = Delivered | Refused;

interface Delivered {
  readonly done: true;
  /** Kept, and given with the next message on the same subject. */
  readonly receipt?: Json;
}

interface Refused {
  readonly done: false;
  /** One line, without credentials. */
  readonly error: string;
  /** What the target asks for; where absent, longer with each attempt. */
  readonly retryAfterSeconds?: number;
  /** True where the target takes nothing at all now (it is down, or limits us): its other messages wait too. */
  readonly wholeTarget: boolean;
}

/** Delivering a message twice must do no harm: after a crash it comes again, with the same digest. */
export interface Deliverer {
  readonly target: string;
  deliver(message: Message, signal: AbortSignal): Promise<Delivery>;
}

/** Messages of one target and round. */
const most = 50;

/** Seconds: 5, 15, 45, … up to 15 minutes. */
const waits = { first: 5, factor: 3, longest: 15 * 60 };
/** What a target may ask for at most. */
const longestRetryAfter = 24 * 3600;

/** What became of one message, for logs and metrics. */
export interface Outcome {
  readonly message: Message;
  readonly delivery: Delivery;
}

export async function deliverDue(
  outbox: Outbox,
  deliverers: readonly Deliverer[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  return (await Promise.all(deliverers.map((deliverer) => deliverTo(outbox, deliverer, signal)))).flat();
}

async function deliverTo(outbox: Outbox, deliverer: Deliverer, signal: AbortSignal): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  while (outcomes.length < most && !signal.aborted) {
    // One by one: GitHub takes a second for each, and meanwhile a newer or a more important one may have come.
    const [message] = await outbox.due([deliverer.target], 1);
    if (message === undefined) break;
    const delivery = await attempt(deliverer, message, signal);
    if (!delivery.done && signal.aborted) break;
    outcomes.push({ message, delivery });
    if (delivery.done) await outbox.delivered(message, delivery.receipt);
    else await outbox.failed(message, { ...delivery, retryAfterSeconds: waitAfter(message, delivery) });
    if (!delivery.done && delivery.wholeTarget) break;
  }
  return outcomes;
}

/** One message that breaks its deliverer must not keep the others back. */
async function attempt(deliverer: Deliverer, message: Message, signal: AbortSignal): Promise<Delivery> {
  try {
    return await deliverer.deliver(message, signal);
  } catch (error) {
    return { done: false, wholeTarget: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** The next wait, or what the target asks for where that is longer. */
function waitAfter({ attempts }: Message, { retryAfterSeconds = 0 }: { readonly retryAfterSeconds?: number }): number {
  return Math.max(delayAfter(attempts + 1, waits), Math.min(retryAfterSeconds, longestRetryAfter));
}

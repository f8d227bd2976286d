// The interface of what delivers messages to one target: a webhook, a chat, GitHub.
import type { Json, Message } from '../history/outbox.js';

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

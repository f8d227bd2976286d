// The interface of the outbox: for each target and subject the message to deliver and the one delivered last. After an outage only the
// newest message is sent. Events and their messages are stored in one transaction.
import type { Lease } from './lease.js';

/** A field that is undefined is one that is not there. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The message that a target should have about a subject. The newest replaces one that is not delivered yet. */
export interface Desire {
  /** As a webhook's name, or `github`. */
  readonly target: string;
  /** What it is about, as a tenant's id or a commit. */
  readonly subject: string;
  readonly payload: Json;
  /** What is due with a smaller one goes first. @default 0 */
  readonly rank?: number;
}

export interface Message extends Desire {
  /** Of the payload: tells one desire of a subject from the next. */
  readonly digest: string;
  /** Attempts that failed since something was last delivered. */
  readonly attempts: number;
  /** What the deliverer gave back the last time, as the id of a comment. */
  readonly receipt?: Json;
}

export interface Setback {
  readonly error: string;
  readonly retryAfterSeconds: number;
  /** True where the target takes nothing at all now: all of its messages wait. */
  readonly wholeTarget: boolean;
}

export interface Outbox {
  /** Outside of `History.record`, for what follows from no event. */
  desire(desires: readonly Desire[], lease?: Lease): Promise<void>;
  /** Messages that are due by the database's clock, by their rank and then the longest waiting first. */
  due(targets: readonly string[], limit: number): Promise<readonly Message[]>;
  /** A newer desire that came meanwhile stays due. */
  delivered(message: Message, receipt?: Json): Promise<void>;
  failed(message: Message, setback: Setback): Promise<void>;
  /** Messages that wait, for each target, for metrics. */
  backlog(): Promise<readonly { readonly target: string; readonly waiting: number; readonly lastError?: string }[]>;
  /** Forgets targets that are no longer configured. */
  keepTargets(targets: readonly string[]): Promise<void>;
}

// Takes old events out of the store, hour after hour, while this replica leads.
import { setTimeout as sleep } from 'node:timers/promises';
import type { History } from '../history/history.js';

export interface PruneLoopOptions {
  readonly history: Pick<History, 'prune'>;
  /** Days that events are kept. */
  readonly retention: number;
  readonly isLeader: () => boolean;
  readonly trouble: (error: unknown) => void;
}

export async function pruneLoop(
  { history, retention, isLeader, trouble }: PruneLoopOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await sleep(hour, undefined, { signal }).catch(() => {});
    if (isLeader() && !signal.aborted) await history.prune(retention).catch(trouble);
  }
}

/** The embedded database cleans up after itself at no other time. */
const hour = 3_600_000;

// How long to wait before a cluster is asked again: longer each time, and not the same for several that were cut off together.
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits after that many failures in a row; ends at once when stopped. */
export type BackOff = (failures: number, signal: AbortSignal) => Promise<void>;

/** Milliseconds. */
const shortest = 500;
const longest = 30_000;

/** A random part of 1 s, 2 s, 4 s, … up to 30 s, and at least half of it. */
export const jitteredBackOff: BackOff = async (failures, signal) => {
  const most = Math.min(longest, shortest * 2 ** failures);
  await sleep(most / 2 + Math.random() * (most / 2), undefined, { signal }).catch(() => {});
};

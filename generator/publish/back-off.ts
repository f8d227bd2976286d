// How long to wait after a lost race: longer each time, and not the same for two that lost together.
import { setTimeout as sleep } from 'node:timers/promises';

export type BackOff = (attempt: number) => Promise<void>;

/** Milliseconds. */
const shortest = 20;
const longest = 2000;

/** Waits a random part of 20 ms, 40 ms, 80 ms, … up to 2 s; `attempt` counts from 1. */
export const jitteredBackOff: BackOff = async (attempt) => {
  await sleep(Math.random() * Math.min(longest, shortest * 2 ** attempt));
};

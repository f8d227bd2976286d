// How long to wait before something is tried again: longer with each failure in a row.
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits after that many failures in a row; ends at once when stopped. */
export type BackOff = (failures: number, signal?: AbortSignal) => Promise<void>;

/** In one unit of time. */
export interface BackOffRange {
  readonly first: number;
  readonly longest: number;
  /** By which each wait is longer than the one before. @default 2 */
  readonly factor?: number;
}

/** Waits a random part of each delay, at least `least` of it, so that several that failed together do not try again together. */
export function jitteredBackOff(milliseconds: BackOffRange, least = 0): BackOff {
  return async (failures, signal) => {
    const part = least + Math.random() * (1 - least);
    await sleep(part * delayAfter(failures, milliseconds), undefined, { signal }).catch(() => {});
  };
}

/** After that many failures in a row. */
export function delayAfter(failures: number, { first, longest, factor = 2 }: BackOffRange): number {
  return Math.min(longest, first * factor ** (failures - 1));
}

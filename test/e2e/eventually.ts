// Waits for something that a controller will do: looks again and again until it is so or the time is up.
import { setTimeout as pause } from 'node:timers/promises';

export interface Observed<Value> {
  /** Undefined for as long as it is not so. */
  readonly value: Value | undefined;
  /** What is seen instead; the error says it when the time is up. */
  readonly seen: string;
}

/**
 * @param what Ends the sentence "waited … seconds for …".
 * @throws Error when the time is up.
 */
export async function eventually<Value>(
  what: string,
  seconds: number,
  observe: () => Promise<Observed<Value>>,
): Promise<Value> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const { value, seen } = await observe();
    if (value !== undefined) return value;
    if (performance.now() > deadline) throw new Error(`waited ${seconds} seconds for ${what}; last seen:\n${seen}`);
    await pause(interval);
  }
}

/** Milliseconds. */
const interval = 500;

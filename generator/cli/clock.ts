// The clock's edge for periods that have not ended. Rendering never asks.

/** Whole seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

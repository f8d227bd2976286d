// The clock's edge, for periods that have not ended and for people. Rendering never asks.

/** Whole seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** As 14:03:07, where the person is. */
export function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 8);
}

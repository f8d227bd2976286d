// The time, for periods that have not ended and for people. Rendering never reads it.

/** Whole seconds since 1970. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** As 14:03:07, where the person is. */
export function timeOfDay(): string {
  return new Date().toTimeString().slice(0, 8);
}

/** As 2026-11-21T14:03:07Z. */
export function isoNow(): string {
  return `${new Date().toISOString().slice(0, 19)}Z`;
}

/** ISO date in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

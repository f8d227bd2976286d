// The clock's edge: the day, for grace periods. Rendering never asks.

/** ISO date in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

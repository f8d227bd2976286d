// Times as git gives them, in seconds, for messages of commits and for what is read out of a history.

/** ISO 8601 in UTC. Git takes any number of seconds for a date. */
export function isoSeconds(seconds: string): string {
  return `${new Date(Math.min(Number(seconds), latest) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The last second of the year 9999. */
const latest = 253_402_300_799;

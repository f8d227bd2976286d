// What a published commit says of the source that was rendered, in trailers of its message: written by publish, read by whoever
// follows a change from its pull request to the cluster. So nobody who follows it needs the sources themselves.

export interface SourceFacts {
  /** Whole SHA of the commit that was rendered. */
  readonly commit: string;
  /** When the change was written: ISO 8601 in UTC, by the author's clock. */
  readonly requestedAt?: string;
  /** By the clock of whoever merged it. */
  readonly mergedAt?: string;
  readonly pullRequest?: number;
}

/** Lines of a commit's message. */
export function sourceTrailers({ commit, requestedAt, mergedAt, pullRequest }: SourceFacts): string[] {
  const values = [commit, requestedAt, mergedAt, pullRequest];
  return keys.flatMap((key, index) => (values[index] === undefined ? [] : [`${key}: ${values[index]}`]));
}

/** For `git log --format`: `parseSourceTrailers` takes what it gives. */
export function sourceTrailersFormat(separator: string): string {
  return keys.map((key) => `%(trailers:key=${key},valueonly,separator=%x20)`).join(separator);
}

/** `undefined` where no commit is named; whoever can write to the repository wrote them, so what is not as it should be is left out. */
export function parseSourceTrailers(values: readonly string[]): SourceFacts | undefined {
  const [commit = '', requestedAt = '', mergedAt = '', pullRequest = ''] = values.map((value) => value.trim());
  if (!wholeSha.test(commit)) return undefined;
  return {
    commit,
    requestedAt: time.test(requestedAt) ? requestedAt : undefined,
    mergedAt: time.test(mergedAt) ? mergedAt : undefined,
    pullRequest: /^[1-9]\d{0,8}$/.test(pullRequest) ? Number(pullRequest) : undefined,
  };
}

/** A whole commit id, by SHA-1 or SHA-256. */
export const wholeSha = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** How many values there are. */
export const sourceTrailersCount = 4;

const keys = ['Source-Commit', 'Source-Requested-At', 'Source-Merged-At', 'Source-Pull-Request'] as const;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** ISO 8601 in UTC. Git takes any number of seconds for a date. */
export function isoSeconds(seconds: string): string {
  return `${new Date(Math.min(Number(seconds), latest) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The last second of the year 9999. */
const latest = 253_402_300_799;

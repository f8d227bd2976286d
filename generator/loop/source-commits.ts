// What the source repository says of the commits that were published: when a change was written, when it was merged, and by which
// pull request. Where it is not at hand, nobody misses more than these.
import { askGit } from '../publish/git.js';

export interface SourceFacts {
  /** ISO 8601 in UTC, by the author's clock. */
  readonly requestedAt: string;
  /** By the clock of whoever merged it. */
  readonly mergedAt: string;
  readonly pullRequest?: number;
}

/** Tells of source commits; those that it does not know are left out. */
export type ReadSourceCommits = (commits: readonly string[]) => Promise<ReadonlyMap<string, SourceFacts>>;

/** From the checkout of a platform's folder; nothing outside a checkout. */
export function sourceCommitsIn(root: string): ReadSourceCommits {
  return async (commits) => {
    if (commits.length === 0) return new Map();
    const argv = ['-C', root, 'log', '-z', '--no-walk=unsorted', '--ignore-missing', `--format=${format}`, '--stdin'];
    const answer = await askGit(argv, { input: [`${commits.join('\n')}\n`] });
    if (answer.code !== 0) return new Map();
    return new Map(answer.output.toString('utf8').split('\0').flatMap(parseRecord));
  };
}

const format = '%H%x1f%at%x1f%ct%x1f%s';

function parseRecord(record: string): [string, SourceFacts][] {
  const [commit = '', written = '', merged = '', subject = ''] = record.split('\u001f');
  if (commit === '') return [];
  const number = pullRequest.exec(subject);
  const named = number === null ? {} : { pullRequest: Number(number[1] ?? number[2]) };
  return [[commit, { requestedAt: isoTime(written), mergedAt: isoTime(merged), ...named }]];
}

/** As GitHub writes the subject of a merge commit, and of a squashed or rebased one. */
const pullRequest = /^Merge pull request #(\d{1,9}) |\(#(\d{1,9})\)$/;

/** Git takes any number of seconds for a date. */
export function isoTime(seconds: string): string {
  return `${new Date(Math.min(Number(seconds), latest) * 1000).toISOString().slice(0, 19)}Z`;
}

/** The last second of the year 9999. */
const latest = 253_402_300_799;

// The message of a publishing commit: counts for people, trailers for the status poller, which finds its way back to the source.
import { counted } from '../../constructs/base/wording.js';
import type { Changes } from '../tree/reconcile.js';
import { type SourceFacts, sourceTrailers } from '../tree/source-trailers.js';
import type { SourceCommit } from './source-commit.js';

export interface CommitMessageInput {
  readonly changes: Changes;
  /** What was rendered; absent outside a git checkout. */
  readonly source?: SourceCommit;
}

/** Subject, body with counts, trailers as `git interpret-trailers` reads them. */
export function commitMessage({ changes, source }: CommitMessageInput): string {
  const { puts, deletes } = changes;
  const trailers = trailersOf(changes, source);
  const body = `${puts.length} files written, ${deletes.length} files deleted.`;
  return `${[subjectOf(changes), body, ...(trailers === '' ? [] : [trailers])].join('\n\n')}\n`;
}

const fates = [
  { list: 'added', trailer: 'Tenants-Added' },
  { list: 'changed', trailer: 'Tenants-Changed' },
  { list: 'removed', trailer: 'Tenants-Removed' },
] as const;

function subjectOf({ tenants }: Changes): string {
  const counts = fates.map(({ list }) => ({ list, count: tenants[list].length })).filter(({ count }) => count > 0);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return 'publish shared files';
  const parts = counts.map(({ list, count }) => `${count} ${list}`).join(', ');
  return `publish ${counted(total, 'tenant')} (${parts})`;
}

function trailersOf({ tenants }: Changes, source: SourceCommit | undefined): string {
  const lines = fates
    .filter(({ list }) => tenants[list].length > 0)
    .map(({ list, trailer }) => `${trailer}: ${cappedList(tenants[list])}`);
  return [...(source === undefined ? [] : ofSource(source)), ...lines].join('\n');
}

/** Who looks for the source must know where the commit alone does not give the same tree. */
function ofSource({ modified, ...source }: SourceCommit): string[] {
  return [...sourceTrailers(source), ...(modified ? ['Source-State: modified'] : [])];
}

/** A message is read by people and by web pages: ids beyond this many are only counted. */
const mostIds = 50;

function cappedList(ids: readonly string[]): string {
  const rest = ids.length - mostIds;
  return ids.slice(0, mostIds).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

export interface RetryMessageInput {
  readonly tenant: string;
  readonly source?: SourceFacts | undefined;
  /** A person's own words. */
  readonly reason?: string | undefined;
  /** Login of who asked. */
  readonly author?: string | undefined;
}

/** Characters. */
const longestReason = 300;

export function retryMessage({ tenant, source, reason, author }: RetryMessageInput): string {
  const trailers = [
    ...(source === undefined ? [] : sourceTrailers(source)),
    `Tenants-Changed: ${tenant}`,
    ...(author === undefined ? [] : [`Retried-By: ${oneLine(author)}`]),
  ];
  const why = reason === undefined ? '' : oneLine(reason);
  return `${[`retry ${tenant}`, ...(why === '' ? [] : [`Why: ${why}`]), trailers.join('\n')].join('\n\n')}\n`;
}

/** A line of its own could be read as a trailer. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length > longestReason ? `${line.slice(0, longestReason - 1)}…` : line;
}

// What a run of commits of the GitOps repository did, in one pass of `git log`: their order, when and from what each was published, and
// which files each touched.
import { gitBytes } from '../publish/git.js';
import { isoSeconds } from '../published/iso-seconds.js';
import {
  parseSourceTrailers,
  type SourceFacts,
  sourceTrailersCount,
  sourceTrailersFormat,
  wholeSha,
} from '../published/source-trailers.js';

export interface PublishedCommit {
  readonly commit: string;
  /** ISO 8601 in UTC, by the committer's clock. */
  readonly at: string;
  /** From the trailers that publish writes (generator/publish/commit-message.ts). */
  readonly source?: SourceFacts;
  readonly paths: readonly string[];
}

/**
 * The commits of the branch after `from`, or all of them, the oldest first. Only the branch's own line counts: a merge stands for
 * all that it brought, since Argo CD compares what the branch pointed at.
 */
export async function readCommits(gitDir: string, head: string, from?: string): Promise<PublishedCommit[]> {
  const range = from === undefined ? head : `${from}..${head}`;
  const output = await gitBytes([
    ...[`--git-dir=${gitDir}`, 'log', '-z', '--first-parent', '-m', '--no-renames', '--name-only'],
    ...[`--format=${format}`, range, '--'],
  ]);
  return output.toString('utf8').split(recordStart).slice(1).flatMap(parseCommit).reverse();
}

/** Characters that no path, SHA or date holds; a trailer is whatever a person wrote, and is checked. */
const recordStart = '\u001e';
const fieldEnd = '\u001f';
const format = `%x1e%H%x1f%ct%x1f${sourceTrailersFormat('%x1f')}%x1f`;

/**
 * With `-z` paths end with NUL, the first comes after the format's own end, and none is quoted. What is no commit was made by
 * somebody's trailer that holds our separators.
 */
function parseCommit(record: string): PublishedCommit[] {
  const [commit = '', seconds = '', ...fields] = record.split(fieldEnd);
  const rest = fields[sourceTrailersCount];
  if (!wholeSha.test(commit) || rest === undefined) return [];
  const source = parseSourceTrailers(fields.slice(0, sourceTrailersCount));
  const paths = rest.split(/[\0\n]/).filter((path) => path !== '');
  return [{ commit, at: isoSeconds(seconds), ...(source && { source }), paths }];
}

// Which source a tenant's published folder comes from: trailers of the last commit that touched it (commit-message.ts).
import { parseSourceTrailers, type SourceFacts, sourceTrailersFormat } from '../published/source-trailers.js';
import { git } from './git.js';

/** `undefined` where that commit does not say, or is not in a repository without history. */
export async function tryFindPublishedSource(
  gitDir: string,
  head: string,
  folder: string,
): Promise<SourceFacts | undefined> {
  const format = `--format=${sourceTrailersFormat('%x1f')}`;
  const output = await git([
    ...[`--git-dir=${gitDir}`, '--literal-pathspecs', 'log', '-1', '--first-parent', '-m', format, head, '--', folder],
  ]);
  return parseSourceTrailers(output.split('\u001f'));
}

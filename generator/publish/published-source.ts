// Which source commit a tenant's published folder comes from: the trailer of the last commit that touched it (commit-message.ts).
import { git } from './git.js';

/** `undefined` where that commit does not say, or is not in a repository without history. */
export async function tryFindPublishedSource(
  gitDir: string,
  head: string,
  folder: string,
): Promise<string | undefined> {
  const format = '--format=%(trailers:key=Source-Commit,valueonly,separator=%x20)';
  const output = await git([
    ...[`--git-dir=${gitDir}`, '--literal-pathspecs', 'log', '-1', '--first-parent', '-m', format, head, '--', folder],
  ]);
  const [commit = ''] = output.trim().split(/\s+/);
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commit) ? commit : undefined;
}

// Which source commit is being rendered; it goes into the message of the published commit, and closes the loop back to it.
import { askGit } from './git.js';

/** SHA that is checked out in the folder; `undefined` outside a git checkout and before its first commit. */
export async function tryFindSourceCommit(folder: string): Promise<string | undefined> {
  const answer = await askGit(['-C', folder, 'rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  return answer.code === 0 ? answer.output.toString('utf8').trim() : undefined;
}

// The refs that hold a commit between its making and its publishing, so that git's clean-up does not take it.
import { isLeftOver, temporaryName } from '../write/left-overs.js';
import { askGit, git } from './git.js';

const prefix = 'refs/tenantry/';
const namePrefix = 'publish.';

/** Full name of a new ref of this run. */
export function temporaryRef(): string {
  return `${prefix}${temporaryName(namePrefix)}`;
}

/** Where git refuses, the ref is a left-over for a later run. */
export async function deleteRef(gitDir: string, ref: string): Promise<void> {
  await askGit([`--git-dir=${gitDir}`, 'update-ref', '-d', ref]);
}

/** Deletes the refs of killed runs; those of live runs stay. */
export async function deleteLeftOverRefs(gitDir: string): Promise<void> {
  const output = await git([`--git-dir=${gitDir}`, 'for-each-ref', '--format=%(refname)', prefix]);
  for (const ref of output.split('\n'))
    if (ref.startsWith(prefix) && isLeftOver(ref.slice(prefix.length), namePrefix)) await deleteRef(gitDir, ref);
}

// Keeps a repository that is published into for years from growing without need.
import { askGit } from './git.js';

/** Lets git pack what many publishes have added; it does nothing until there is enough, and its refusal changes nothing. */
export async function tidy(gitDir: string): Promise<void> {
  await askGit([`--git-dir=${gitDir}`, 'gc', '--auto', '--quiet']);
}

// A bare repository on this machine; the embedded default is one that the first publish makes.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { OutsideError } from '../../constructs/base/finding.js';
import { isLeftOver, temporaryName } from '../tree/staging.js';
import { askGit, askPlumbing, git, gitError } from './git.js';
import type { BranchMove, Moved, Repository } from './repository.js';

/** Opens a bare repository on this disk, and makes it where there is none. */
export async function openLocalRepository(path: string, branch: string): Promise<Repository> {
  const gitDir = resolve(path);
  if (isAbsent(gitDir)) await makeBare(gitDir, branch);
  await assertUsable(gitDir);
  const ref = `refs/heads/${branch}`;
  return {
    gitDir,
    head: () => tryReadRef(gitDir, ref),
    advance: (move) => advance(gitDir, ref, move),
    close: () => {},
  };
}

/** SHA of a ref, or `undefined`. */
export async function tryReadRef(gitDir: string, ref: string): Promise<string | undefined> {
  const argv = [`--git-dir=${gitDir}`, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`];
  const answer = await askGit(argv);
  if (answer.code === 0) return answer.output.toString('utf8').trim();
  if (answer.complaint === '') return undefined;
  throw gitError(argv, answer);
}

function isAbsent(gitDir: string): boolean {
  return !existsSync(gitDir) || readdirSync(gitDir).length === 0;
}

/** Made beside its place and moved there whole, so that a killed or concurrent first publish leaves no half repository. */
async function makeBare(gitDir: string, branch: string): Promise<void> {
  const prefix = `.${basename(gitDir)}.new.`;
  const parent = dirname(gitDir);
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) if (isLeftOver(name, prefix)) rmSync(join(parent, name), { recursive: true });
  const made = join(parent, temporaryName(prefix));
  try {
    await initBare(made, branch);
    moveUnlessThere(made, gitDir);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Makes a bare repository whose HEAD is the branch. */
export async function initBare(gitDir: string, branch: string): Promise<void> {
  await git(['init', '--quiet', '--bare', '--object-format=sha1', `--initial-branch=${branch}`, '--', gitDir]);
}

function moveUnlessThere(made: string, gitDir: string): void {
  try {
    renameSync(made, gitDir);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')))
      throw error;
  }
}

async function assertUsable(gitDir: string): Promise<void> {
  const answer = await git([`--git-dir=${gitDir}`, 'rev-parse', '--is-bare-repository', '--show-object-format']);
  if (answer === 'true\nsha1') return;
  const reason = answer.startsWith('true')
    ? 'its objects are not named by SHA-1'
    : 'it has a working tree, which would fall behind';
  throw new OutsideError(`can not publish into ${gitDir}: ${reason}`, {
    hint: 'give a bare repository, or the URL of the repository that this one was cloned from',
  });
}

/** Compare and swap: git moves the ref only while it is what it was. */
async function advance(gitDir: string, ref: string, { from, to }: BranchMove): Promise<Moved> {
  const argv = [`--git-dir=${gitDir}`, 'update-ref', '-m', 'tenantry publish', ref, to, from ?? absent];
  const answer = await askPlumbing(argv);
  if (answer.code === 0) return { moved: true };
  if (lostRace.test(answer.complaint)) return { moved: false, reason: answer.complaint };
  throw gitError(argv, answer);
}

/** What git takes for "the ref must not exist". */
const absent = '0'.repeat(40);
/** Not every "cannot lock ref": a branch `a` that stands in the way of `a/b` will still do so at the next try. */
const lostRace = /but expected|reference already exists|unable to resolve reference|\.lock': File exists/;

// A repository behind a URL: a bare clone of the one branch, shallow unless its history is asked for, kept in a cache, pushed from fast-forward only.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLeftOver, temporaryName } from '../tree/staging.js';
import { askGit, git, gitError, plumb } from './git.js';
import { initBare, tryReadRef } from './local-repository.js';
import type { BranchMove, Moved, Repository } from './repository.js';

export interface RemoteOptions {
  readonly branch: string;
  readonly cacheFolder: string;
  /** Whether the clone has the whole history. */
  readonly history: boolean;
}

/** Opens a remote through a cache of its branch; `advance` pushes. */
export async function openRemoteRepository(
  url: string,
  { branch, cacheFolder, history }: RemoteOptions,
): Promise<Repository> {
  const hash = createHash('sha256').update(url).digest('hex').slice(0, 16);
  // A clone of its own: what a shallow one has been pushed from must stay small.
  const name = history ? `${hash}-history` : hash;
  const slot = claimCache(cacheFolder, name);
  const gitDir = slot.gitDir;
  if (slot.fresh) await initBare(gitDir, branch);
  const ref = `refs/heads/${branch}`;
  return {
    gitDir,
    head: () => fetchHead({ gitDir, url, ref, history }),
    advance: (move) => push({ gitDir, url, ref, history }, move),
    close: slot.release,
  };
}

interface RemoteBranch {
  readonly gitDir: string;
  readonly url: string;
  readonly ref: string;
  readonly history: boolean;
}

/** Fetches only where the branch moved since the last time. */
async function fetchHead({ gitDir, url, ref, history }: RemoteBranch): Promise<string | undefined> {
  const repository = `--git-dir=${gitDir}`;
  const remote = await readRemoteHead(repository, url, ref);
  if (remote === undefined || remote === (await tryReadRef(gitDir, ref))) return remote;
  await git([
    repository,
    'fetch',
    '--quiet',
    ...(history ? [] : ['--depth=1']),
    '--no-tags',
    '--no-write-fetch-head',
    '--',
    url,
    `+${ref}:${ref}`,
  ]);
  return tryReadRef(gitDir, ref);
}

async function readRemoteHead(repository: string, url: string, ref: string): Promise<string | undefined> {
  const argv = [repository, 'ls-remote', '--exit-code', '--', url, ref];
  const answer = await askGit(argv);
  if (answer.code === nothingMatches) return undefined;
  if (answer.code !== 0) throw gitError(argv, answer);
  return answer.output.toString('utf8').split('\t')[0];
}

/** git-ls-remote(1), --exit-code. */
const nothingMatches = 2;

async function push({ gitDir, url, ref }: RemoteBranch, { to }: BranchMove): Promise<Moved> {
  const argv = [`--git-dir=${gitDir}`, 'push', '--porcelain', '--no-verify', '--', url, `${to}:${ref}`];
  const answer = await askGit(argv);
  if (answer.code === 0) return remember(gitDir, ref, to);
  const report = answer.output.toString('utf8');
  if (lostRace.test(report)) return { moved: false, reason: refusalIn(report) };
  throw gitError(argv, { ...answer, complaint: [answer.complaint, refusalIn(report)].join('\n').trim() });
}

/** The cache then has what the next run would fetch. */
async function remember(gitDir: string, ref: string, to: string): Promise<Moved> {
  await plumb([`--git-dir=${gitDir}`, 'update-ref', ref, to]);
  return { moved: true };
}

/** Reasons that git and GitHub give where another push came first. */
const lostRace =
  /^!.*(?:stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref|reference already exists|incorrect old value)/m;

function refusalIn(report: string): string {
  return report.split('\n').find((line) => line.startsWith('!')) ?? '';
}

export interface CacheSlot {
  readonly gitDir: string;
  /** True where there is no clone yet. */
  readonly fresh: boolean;
  /** Gives the clone back to the cache. */
  release(): void;
}

/** A run takes the idle clone `<name>.git` by renaming it, which only one can do; who finds none makes another. */
function claimCache(cacheFolder: string, name: string): CacheSlot {
  const folder = resolve(cacheFolder);
  const idle = join(folder, `${name}.git`);
  const prefix = `${name}.run.`;
  mkdirSync(folder, { recursive: true });
  removeLeftOvers(folder, prefix);
  const gitDir = join(folder, temporaryName(prefix));
  const fresh = !tryRename(idle, gitDir);
  return { gitDir, fresh, release: () => release(gitDir, idle) };
}

function removeLeftOvers(folder: string, prefix: string): void {
  for (const name of readdirSync(folder))
    if (isLeftOver(name, prefix)) rmSync(join(folder, name), { recursive: true, force: true });
}

function release(gitDir: string, idle: string): void {
  if (existsSync(idle) || !tryRename(gitDir, idle)) rmSync(gitDir, { recursive: true, force: true });
}

/** False where the source is not there, or the target is. */
function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && occupied.has(error.code)) return false;
    throw error;
  }
}

const occupied: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST']);

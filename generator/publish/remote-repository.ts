// A repository behind a URL: a bare clone of the one branch, shallow unless its history is asked for, kept in a cache, pushed from fast-forward only.
import { createHash } from 'node:crypto';
import { claimCache } from './cache-slot.js';
import { askGit, git, gitError } from './git.js';
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
  await git([`--git-dir=${gitDir}`, 'update-ref', ref, to]);
  return { moved: true };
}

/** Reasons that git and GitHub give where another push came first. */
const lostRace =
  /^!.*(?:stale info|fetch first|non-fast-forward|cannot lock ref|failed to update ref|reference already exists|incorrect old value)/m;

function refusalIn(report: string): string {
  return report.split('\n').find((line) => line.startsWith('!')) ?? '';
}

// Opens the repository that a location names: a path to a bare one, or a URL with a cache on this machine.
import { OutsideError } from '../../constructs/base/finding.js';
import { askPlumbing, scrubbed } from './git.js';
import { openLocalRepository } from './local-repository.js';
import { openRemoteRepository } from './remote-repository.js';
import type { Repository, RepositoryOptions } from './repository.js';

/** Throws OutsideError for a location or branch that can not be used. */
export async function openRepository(options: RepositoryOptions): Promise<Repository> {
  const location = parseLocation(options.location);
  await assertBranchName(options.branch);
  if (location.kind === 'path') return openLocalRepository(location.path, options.branch);
  const { branch, cacheFolder = '.tenantry/cache', history = false } = options;
  return openRemoteRepository(location.url, { branch, cacheFolder, history });
}

async function assertBranchName(branch: string): Promise<void> {
  const well =
    !/^-|\p{C}/u.test(branch) && (await askPlumbing(['check-ref-format', `refs/heads/${branch}`])).code === 0;
  if (well) return;
  throw new OutsideError(`${JSON.stringify(branch)} can not be the name of a branch`, {
    hint: 'correct gitops.branch in platform.yaml: as main, without blanks',
  });
}

export type RepositoryLocation =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'url'; readonly url: string };

/** Throws OutsideError for a location that git must not be given. */
export function parseLocation(text: string): RepositoryLocation {
  const refusal = refusals.find(({ pattern }) => pattern.test(text));
  if (refusal) throw refused(text, refusal.reason);
  if (text.includes('://')) return parseUrl(text);
  return isScpLike.test(text) ? { kind: 'url', url: text } : { kind: 'path', path: text };
}

const refusals = [
  { pattern: /^$/, reason: 'it is empty' },
  { pattern: /^\s*-/, reason: 'git would take it for an option' },
  { pattern: /\p{C}/u, reason: 'it holds a control character or an invisible one' },
  { pattern: /^[A-Za-z0-9+.-]+::/, reason: 'git would run a program named in it' },
] as const;

/** As `git@host:owner/repository.git`: git's short form of ssh, unless a slash comes before the colon. */
const isScpLike = /^[^/:]+:/;

const transports: ReadonlySet<string> = new Set(['https:', 'ssh:', 'file:']);

function parseUrl(text: string): RepositoryLocation {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw refused(text, 'it is not a URL');
  if (!transports.has(url.protocol)) throw refused(text, 'only https, ssh and file are used');
  if (url.hostname.startsWith('-') || url.username.startsWith('-'))
    throw refused(text, 'ssh would take it for an option');
  if (url.password !== '' || (url.protocol === 'https:' && looksLikeToken.test(url.username)))
    throw refused(text, 'it holds a password or a token');
  return { kind: 'url', url: text };
}

/** GitHub and GitLab take a token in place of a user's name. */
const looksLikeToken = /^(?:gh[a-z]_|github_pat_|glpat-)|^.{40,}$/;

function refused(location: string, reason: string): OutsideError {
  return new OutsideError(`${scrubbed(location)} can not be used as a repository: ${reason}`, {
    hint: 'give a path to a bare repository, or an https, ssh or file URL; credentials come from a git credential helper, an ssh agent or the environment',
  });
}

// Opens pull requests for the commands that have `--pr`. The token comes from the environment.
import { folderInRepository } from '../generator/publish/source-commit.js';
import { githubAccess } from '../poller/github/access.js';
import { githubClient } from '../poller/github/client.js';
import { type Proposal, type Proposed, proposeFiles } from '../poller/github/propose-files.js';
import { findRepository } from '../poller/github/repository-name.js';

export interface PullRequestOptions {
  /** As `owner/name`; default: what GitHub Actions or the remote `origin` says. */
  readonly repository?: string;
  /** What it is merged into. @default the repository's default branch */
  readonly base?: string;
}

/** Opens the pull request, or brings the one that is open up to date. Paths, and `wholeOf`, begin at the platform's folder. */
export async function propose(
  root: string,
  { files, wholeOf, ...words }: Omit<Proposal, 'repository' | 'base'>,
  { repository, base }: PullRequestOptions,
): Promise<Proposed> {
  const client = githubClient(githubAccess());
  const folder = await folderInRepository(root);
  const below = (path: string) => (folder === '' ? path : `${folder}/${path}`);
  return proposeFiles(client, {
    repository: await findRepository(root, repository),
    ...words,
    files: files.map((file) => ({ ...file, path: below(file.path) })),
    wholeOf: wholeOf && below(wholeOf),
    base,
  });
}

/** One line for people. */
export function headline({ outcome, url }: Proposed): string {
  return `${headlines[outcome]}: ${url}`;
}

const headlines: Readonly<Record<Proposed['outcome'], string>> = {
  opened: 'opened a pull request',
  updated: 'brought the pull request up to date',
  unchanged: 'the pull request is open and up to date',
};

/** What to know of the token; nothing on a laptop. */
export function tokenNotes(): string[] {
  return process.env.GITHUB_ACTIONS === 'true'
    ? ['its checks run only where an App’s token opened it: a workflow’s own GITHUB_TOKEN starts no workflows']
    : [];
}

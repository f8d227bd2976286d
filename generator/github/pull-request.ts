// A pull request that puts one file into a repository: a branch, a signed commit, the request. Done again it brings the same branch
// up to date and finds the same request; what people wrote in that one since is left alone.
import { OutsideError } from '../finding/outside-error.js';
import { createBranch, tryFindHead, tryReadFile } from './branch-ref.js';
import type { GitHubClient } from './client.js';
import { commitFile } from './commit-file.js';
import { isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export interface Proposal {
  readonly repository: RepositoryName;
  /** What it is to be merged into. @default the repository's default branch */
  readonly base?: string;
  readonly branch: string;
  /** From the repository's root; it must be new to the base. */
  readonly path: string;
  readonly text: string;
  /** Of the commit and of the pull request. */
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

export interface Proposed {
  readonly outcome: 'opened' | 'updated' | 'unchanged';
  readonly number: number;
  readonly url: string;
  /** Absent where the branch had the file already. */
  readonly commit?: string;
}

/** Throws OutsideError where the base has the file already, GitHubError where GitHub refuses. */
export async function proposeFile(client: GitHubClient, proposal: Proposal): Promise<Proposed> {
  const { repository, branch, path, text, title } = proposal;
  const base = proposal.base ?? (await client.octokit.rest.repos.get({ ...repository })).data.default_branch;
  await prepareBranch(client, proposal, base);
  const commit = await commitFile(client, { repository, branch, path, text, message: title });
  const made = commit === undefined ? {} : { commit };
  const open = await tryFindOpen(client, proposal);
  if (open !== undefined) return { outcome: commit === undefined ? 'unchanged' : 'updated', ...open, ...made };
  return { ...(await openRequest(client, proposal, base)), ...made };
}

async function prepareBranch(
  client: GitHubClient,
  { repository, branch, path }: Proposal,
  base: string,
): Promise<void> {
  if ((await tryReadFile(client, repository, path, base)) !== undefined)
    throw new OutsideError(`${path} is on ${base} already`, {
      hint: 'somebody added it: fetch it, and change it in a pull request of its own',
    });
  if ((await tryFindHead(client, repository, branch)) !== undefined) return;
  const head = await tryFindHead(client, repository, base);
  if (head === undefined)
    throw new OutsideError(`the repository has no branch ${base}`, { hint: 'push one, then run again' });
  await createBranch(client, repository, branch, head);
}

interface Found {
  readonly number: number;
  readonly url: string;
}

async function tryFindOpen({ octokit }: GitHubClient, { repository, branch }: Proposal): Promise<Found | undefined> {
  const head = `${repository.owner}:${branch}`;
  const { data } = await octokit.rest.pulls.list({ ...repository, head, state: 'open' });
  const found = data.find((each) => each.head.ref === branch);
  return found === undefined ? undefined : { number: found.number, url: found.html_url };
}

async function openRequest(
  client: GitHubClient,
  proposal: Proposal,
  base: string,
): Promise<Found & { outcome: 'opened' | 'updated' }> {
  const { repository, branch, title, body } = proposal;
  try {
    const { data } = await client.octokit.rest.pulls.create({ ...repository, head: branch, base, title, body });
    return { outcome: 'opened', number: data.number, url: data.html_url };
  } catch (error) {
    // Another run may have opened it a moment ago: GitHub takes only one for a branch.
    const open = isStatus(error, 422) ? await tryFindOpen(client, proposal) : undefined;
    if (open === undefined) throw error;
    return { outcome: 'updated', ...open };
  }
}

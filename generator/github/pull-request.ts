// Pull requests of one branch: those that there were, a new one, and what one says and changes. propose-files.ts decides which of it is done.
import type { GitHubClient } from './client.js';
import { isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export interface RequestWords {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

export interface NewRequest extends RequestWords {
  readonly repository: RepositoryName;
  readonly branch: string;
  /** Branch that it is to be merged into. */
  readonly base: string;
}

export interface OpenRequest extends RequestWords {
  readonly number: number;
  readonly url: string;
}

export interface BranchRequests {
  /** Absent where none is open; GitHub takes only one for a branch and its base. */
  readonly open?: OpenRequest;
  /** Whether there was one that is merged or closed. */
  readonly hasEarlier: boolean;
}

export async function findRequests(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<BranchRequests> {
  const { data } = await octokit.rest.pulls.list({
    ...repository,
    head: `${repository.owner}:${branch}`,
    state: 'all',
  });
  const all = data.filter((each) => each.head.ref === branch);
  const open = all.find((each) => each.state === 'open');
  if (open === undefined) return { hasEarlier: all.length > 0 };
  const { number, html_url: url, title, body } = open;
  return { open: { number, url, title, body: body ?? '' }, hasEarlier: all.length > 1 };
}

/** Opens one, or finds the one that another run opened a moment ago. */
export async function openRequest(
  client: GitHubClient,
  { repository, branch, base, title, body }: NewRequest,
): Promise<{ readonly outcome: 'opened' | 'updated'; readonly number: number; readonly url: string }> {
  try {
    const { data } = await client.octokit.rest.pulls.create({ ...repository, head: branch, base, title, body });
    return { outcome: 'opened', number: data.number, url: data.html_url };
  } catch (error) {
    const { open } = isStatus(error, 422) ? await findRequests(client, repository, branch) : {};
    if (open === undefined) throw error;
    return { outcome: 'updated', number: open.number, url: open.url };
  }
}

/** Lets an open one say other words; returns whether it said others before. */
export async function rewriteRequest(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  open: OpenRequest,
  { title, body }: RequestWords,
): Promise<boolean> {
  if (open.title === title && open.body === body) return false;
  await octokit.rest.pulls.update({ ...repository, pull_number: open.number, title, body });
  return true;
}

/** Paths of the files that an open one changes. */
export async function changedFiles(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  { number }: OpenRequest,
): Promise<string[]> {
  const files = await octokit.paginate(octokit.rest.pulls.listFiles, {
    ...repository,
    pull_number: number,
    per_page: 100,
  });
  return files.map(({ filename }) => filename);
}

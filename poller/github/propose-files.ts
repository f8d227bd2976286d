// Opens a pull request that adds or changes files: a branch, one signed commit, the request. A second run updates the same branch and
// finds the same request.
import { OutsideError } from '../../constructs/base/finding.js';
import type { GitHubClient } from './client.js';
import { commitFiles, createBranch, type FileText, moveBranch, tryFindHead, tryReadFile } from './commit-files.js';
import { isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export interface ProposedFile extends FileText {
  /** What the base must have there; absent for a file that is new to it. */
  readonly before?: string;
}

/** Its title is also the commit's message. */
export interface Proposal extends PullRequestText {
  readonly repository: RepositoryName;
  /** What it is to be merged into. @default the repository's default branch */
  readonly base?: string;
  readonly branch: string;
  readonly files: readonly ProposedFile[];
  /**
   * Folder of which the request is to change these files and no others: what an earlier run put there is taken back, and the request
   * says what it now does. It ends with a slash. @default other files stay, and so does what people wrote in the request
   */
  readonly wholeOf?: string;
}

export interface Proposed {
  readonly outcome: 'opened' | 'updated' | 'unchanged';
  readonly number: number;
  readonly url: string;
  /** Absent where the branch had the files already. */
  readonly commit?: string;
}

/** Throws OutsideError where the base has other files than the proposal knows, GitHubError where GitHub refuses. */
export async function proposeFiles(client: GitHubClient, proposal: Proposal): Promise<Proposed> {
  const { repository, branch, title, wholeOf } = proposal;
  const base = proposal.base ?? (await client.octokit.rest.repos.get({ ...repository })).data.default_branch;
  await Promise.all(proposal.files.map((file) => checkBase(client, proposal, base, file)));
  const requests = await findRequests(client, repository, branch);
  await prepareBranch(client, proposal, base, requests);
  const { open } = requests;
  const files = [...proposal.files, ...(await filesToTakeBack(client, proposal, base, open))];
  const commit = await commitFiles(client, { repository, branch, files, message: title });
  if (open === undefined) return { ...(await openRequest(client, { ...proposal, base })), commit };
  const rewritten = wholeOf !== undefined && (await rewriteRequest(client, repository, open, proposal));
  const outcome = commit === undefined && !rewritten ? 'unchanged' : 'updated';
  return { outcome, number: open.number, url: open.url, commit };
}

async function checkBase(
  client: GitHubClient,
  { repository }: Proposal,
  base: string,
  { path, before }: ProposedFile,
): Promise<void> {
  if ((await tryReadFile(client, repository, path, base)) === before) return;
  throw before === undefined
    ? new OutsideError(`${path} is on ${base} already`, {
        hint: 'somebody added it: fetch it, and change it in a pull request of its own',
      })
    : new OutsideError(`${path} is another on ${base} than here`, {
        hint: `run it again in a working tree that is as ${base} is on GitHub`,
      });
}

/** A branch without an open request whose earlier one was merged or closed is left over: it starts again from the base. */
async function prepareBranch(
  client: GitHubClient,
  { repository, branch }: Proposal,
  base: string,
  { open, hasEarlier }: BranchRequests,
): Promise<void> {
  const exists = (await tryFindHead(client, repository, branch)) !== undefined;
  if (exists && (open !== undefined || !hasEarlier)) return;
  const head = await tryFindHead(client, repository, base);
  if (head === undefined)
    throw new OutsideError(`the repository has no branch ${base}`, { hint: 'push one, then run again' });
  await (exists ? moveBranch : createBranch)(client, repository, branch, head);
}

/** With the text that the base has. One that is gone from the base stays as it is: GitHub shows the conflict, and a person decides. */
async function filesToTakeBack(
  client: GitHubClient,
  { repository, files, wholeOf }: Proposal,
  base: string,
  open: OpenRequest | undefined,
): Promise<FileText[]> {
  if (wholeOf === undefined || open === undefined) return [];
  const kept = new Set(files.map(({ path }) => path));
  const paths = (await changedFiles(client, repository, open)).filter(
    (path) => path.startsWith(wholeOf) && !kept.has(path),
  );
  const texts = await Promise.all(paths.map((path) => tryReadFile(client, repository, path, base)));
  return paths.flatMap((path, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ path, text }];
  });
}

interface PullRequestText {
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}

interface NewRequest extends PullRequestText {
  readonly repository: RepositoryName;
  readonly branch: string;
  /** Branch that it is to be merged into. */
  readonly base: string;
}

interface OpenRequest extends PullRequestText {
  readonly number: number;
  readonly url: string;
}

interface BranchRequests {
  /** Absent where none is open; GitHub takes only one for a branch and its base. */
  readonly open?: OpenRequest;
  /** Whether there was one that is merged or closed. */
  readonly hasEarlier: boolean;
}

async function findRequests(
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
async function openRequest(
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
async function rewriteRequest(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  open: OpenRequest,
  { title, body }: PullRequestText,
): Promise<boolean> {
  if (open.title === title && open.body === body) return false;
  await octokit.rest.pulls.update({ ...repository, pull_number: open.number, title, body });
  return true;
}

/** Paths of the files that an open one changes. */
async function changedFiles(
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

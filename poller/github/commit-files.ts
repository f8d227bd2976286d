// Reads, makes and moves branches on GitHub, and commits files to them without a clone, by createCommitOnBranch, whose commits GitHub signs. If the branch moved meanwhile, the
// commit is made again on its new head.
import { jitteredBackOff } from '../../constructs/base/back-off.js';
import { scrubbed } from '../../generator/publish/git.js';
import { neededPermission } from './access.js';
import type { GitHubClient } from './client.js';
import { GitHubError, isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export interface FileText {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

interface FilesCommit {
  readonly repository: RepositoryName;
  readonly branch: string;
  readonly files: readonly FileText[];
  /** One line. */
  readonly message: string;
}

const mostAttempts = 5;
/** Between writers of one branch; in milliseconds. */
const raceBackOff = jitteredBackOff({ first: 40, longest: 2000 });

/** The new commit's id; undefined where the branch has all of the files already. Throws GitHubError. */
export async function commitFiles(client: GitHubClient, commit: FilesCommit): Promise<string | undefined> {
  const { repository, branch } = commit;
  for (let attempt = 1; ; attempt += 1) {
    const head = await tryFindHead(client, repository, branch);
    if (head === undefined)
      throw new GitHubError(`the branch ${branch} is gone`, { status: 404, hint: 'run again: it is made anew' });
    const files = await filesToChange(client, commit, head);
    if (files.length === 0) return undefined;
    try {
      return await createCommit(client, { ...commit, files }, head);
    } catch (error) {
      if (attempt === mostAttempts || !isStale(error)) throw error;
    }
    await raceBackOff(attempt);
  }
}

async function filesToChange(
  client: GitHubClient,
  { repository, files }: FilesCommit,
  head: string,
): Promise<FileText[]> {
  const texts = await Promise.all(files.map(({ path }) => tryReadFile(client, repository, path, head)));
  return files.filter(({ text }, index) => texts[index] !== text);
}

function isStale(error: unknown): boolean {
  return error instanceof GitHubError && error.types.includes('STALE_DATA');
}

const mutation = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

async function createCommit(client: GitHubClient, commit: FilesCommit, head: string): Promise<string> {
  const { repository, branch, files, message } = commit;
  const input = {
    branch: { repositoryNameWithOwner: `${repository.owner}/${repository.repo}`, branchName: branch },
    message: { headline: message },
    fileChanges: {
      additions: files.map(({ path, text }) => ({ path, contents: Buffer.from(text).toString('base64') })),
    },
    expectedHeadOid: head,
  };
  const answer = await askGraphql<{ createCommitOnBranch: { commit: { oid: string } } }>(client, mutation, { input });
  return answer.createCommitOnBranch.commit.oid;
}

/** Throws GitHubError; its `types` are those of the answer's errors. */
export async function askGraphql<Answer>(
  { octokit }: GitHubClient,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Answer> {
  try {
    return await octokit.graphql<Answer>(query, variables);
  } catch (error) {
    throw graphqlError(error);
  }
}

function graphqlError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof GitHubError || !('errors' in error)) return error;
  const types = Array.isArray(error.errors) ? error.errors.map((each: unknown) => typeOf(each)) : [];
  const hint = types.map((type) => hints[type]).find((each) => each !== undefined);
  return new GitHubError(`GitHub refused: ${scrubbed(error.message).replaceAll(/\s+/g, ' ')}`, {
    status: 200,
    types,
    hint,
    cause: error,
  });
}

const hints: Readonly<Record<string, string>> = {
  FORBIDDEN: `give the token the permission ${neededPermission('POST /graphql', {})}`,
  NOT_FOUND: 'check the repository’s name, and that the token may see it',
  STALE_DATA: 'the branch is written by others all the time: run again later',
};

function typeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'type' in error ? String(error.type) : 'unknown';
}

/** The commit that the branch is at; undefined where there is no such branch. */
export async function tryFindHead(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  branch: string,
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.git.getRef({ ...repository, ref: `heads/${branch}` });
    return data.object.sha;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** Makes a branch; nothing where somebody made it a moment ago. */
export async function createBranch(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  branch: string,
  sha: string,
): Promise<void> {
  try {
    await octokit.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha });
  } catch (error) {
    if (!isStatus(error, 409, 422)) throw error;
  }
}

/** Puts a branch on another commit; what only it had is lost to it. */
export async function moveBranch(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  branch: string,
  sha: string,
): Promise<void> {
  await octokit.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: true });
}

/** The text of a file at a commit or branch; undefined where there is no such file. */
export async function tryReadFile(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  path: string,
  ref: string,
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.repos.getContent({ ...repository, path, ref });
    // As files here are read: without a byte order mark.
    return 'content' in data && data.type === 'file'
      ? new TextDecoder().decode(Buffer.from(data.content, 'base64'))
      : undefined;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

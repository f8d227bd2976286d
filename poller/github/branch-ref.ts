// Reads, creates and moves branches of a repository on GitHub, and reads files on them.
import type { GitHubClient } from './client.js';
import { isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

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

// One file as a commit on a branch, without a clone: createCommitOnBranch, whose commits GitHub signs.
// A branch that moved meanwhile is answered with STALE_DATA: then the commit is made again, on the new head.
import { jitteredBackOff } from '../publish/back-off.js';
import { askGraphql } from './ask-graphql.js';
import { tryFindHead, tryReadFile } from './branch-ref.js';
import type { GitHubClient } from './client.js';
import { GitHubError } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export interface FileCommit {
  readonly repository: RepositoryName;
  readonly branch: string;
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
  /** One line. */
  readonly message: string;
}

const mostAttempts = 5;

/** The new commit's id; undefined where the branch has the file already. Throws GitHubError. */
export async function commitFile(client: GitHubClient, commit: FileCommit): Promise<string | undefined> {
  const { repository, branch, path, text } = commit;
  for (let attempt = 1; ; attempt += 1) {
    const head = await tryFindHead(client, repository, branch);
    if (head === undefined)
      throw new GitHubError(`the branch ${branch} is gone`, { status: 404, hint: 'run again: it is made anew' });
    if ((await tryReadFile(client, repository, path, head)) === text) return undefined;
    try {
      return await createCommit(client, commit, head);
    } catch (error) {
      if (attempt === mostAttempts || !isStale(error)) throw error;
    }
    await jitteredBackOff(attempt);
  }
}

function isStale(error: unknown): boolean {
  return error instanceof GitHubError && error.types.includes('STALE_DATA');
}

const mutation = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

async function createCommit(client: GitHubClient, commit: FileCommit, head: string): Promise<string> {
  const { repository, branch, path, text, message } = commit;
  const input = {
    branch: { repositoryNameWithOwner: `${repository.owner}/${repository.repo}`, branchName: branch },
    message: { headline: message },
    fileChanges: { additions: [{ path, contents: Buffer.from(text).toString('base64') }] },
    expectedHeadOid: head,
  };
  const answer = await askGraphql<{ createCommitOnBranch: { commit: { oid: string } } }>(client, mutation, { input });
  return answer.createCommitOnBranch.commit.oid;
}

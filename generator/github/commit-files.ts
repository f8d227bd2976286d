// Files as one commit on a branch, without a clone: createCommitOnBranch, whose commits GitHub signs.
// A branch that moved meanwhile is answered with STALE_DATA: then the commit is made again, on the new head.
import { jitteredBackOff } from '../publish/back-off.js';
import { askGraphql } from './ask-graphql.js';
import { tryFindHead, tryReadFile } from './branch-ref.js';
import type { GitHubClient } from './client.js';
import { GitHubError } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export interface FileText {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

export interface FilesCommit {
  readonly repository: RepositoryName;
  readonly branch: string;
  readonly files: readonly FileText[];
  /** One line. */
  readonly message: string;
}

const mostAttempts = 5;

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
    await jitteredBackOff(attempt);
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

// The pull request that brought a commit to its branch.
import type { GitHubClient } from './client.js';
import type { RepositoryName } from './repository-name.js';

/** Its number; undefined for a commit that came without one, and for one that no merged pull request holds. */
export async function tryFindPull(
  { octokit }: GitHubClient,
  repository: RepositoryName,
  commit: string,
): Promise<number | undefined> {
  const pulls = await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
    ...repository,
    commit_sha: commit,
    per_page: 100,
  });
  const merged = pulls.filter(({ merged_at }) => merged_at !== null);
  return (merged.find((pull) => pull.merge_commit_sha === commit) ?? merged[0])?.number;
}

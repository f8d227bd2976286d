// Who opened a pull request, and who approves its newest commit. The permissions are checked against it.
import type { GitHubClient } from './client.js';
import type { RepositoryName } from './repository-name.js';

interface PullRequestReview {
  readonly author: string;
  readonly approvedBy: readonly string[];
}

interface GivenReview {
  readonly user: { readonly login: string } | null;
  readonly state: string;
  /** The commit that the person looked at. */
  readonly commit_id?: string | null;
}

/** Reads all pages; throws GitHubError where GitHub refuses. */
export async function readReview(
  { octokit }: GitHubClient,
  { owner, repo }: RepositoryName,
  pullRequest: number,
): Promise<PullRequestReview> {
  const about = { owner, repo, pull_number: pullRequest };
  const { data } = await octokit.rest.pulls.get(about);
  const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, { ...about, per_page: 100 });
  return { author: data.user?.login ?? '', approvedBy: approvers(reviews, data.head.sha) };
}

/** Each person's last word, where it is an approval of this very commit; a comment is no word, and takes none back. */
export function approvers(reviews: readonly GivenReview[], headSha: string): string[] {
  const words = reviews.filter(({ state }) => state !== 'COMMENTED' && state !== 'PENDING');
  const last = new Map(words.map((review) => [review.user?.login ?? '', review]));
  return [...last]
    .filter(([login, { state, commit_id }]) => login !== '' && state === 'APPROVED' && commit_id === headSha)
    .map(([login]) => login);
}

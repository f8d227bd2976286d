// Looks for comments of ours on a pull request: begun by our marker, and written by who we are. For sticky-comment.ts.
import { askGraphql } from './ask-graphql.js';
import type { GitHubClient } from './client.js';
import { commentMarker } from './comment-sections.js';
import type { RepositoryName } from './repository-name.js';

export interface Comment {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | undefined;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
}

export interface CommentSearch {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly pullRequest: number;
  /** Logins whose marked comment is as good as one's own. */
  readonly alsoBy: readonly string[];
}

/** Ours, the oldest first. A stranger's comment that begins with our marker is not: its author could change what we say in it. */
export async function ownComments(target: CommentSearch): Promise<Comment[]> {
  const marked = (await searchedPages(target)).filter(isMarked).sort(byAge);
  if (marked.length === 0) return [];
  const { viewer } = await askGraphql<{ viewer: { login: string } }>(target.client, 'query { viewer { login } }');
  return marked.filter(({ user }) => isViewer(user, viewer.login) || isAlso(user, target.alsoBy));
}

const pageSize = 100;
/** The comment is made within minutes of the pull request, so it is among the first; where those are none, among the last. */
const firstPages = 3;

async function searchedPages(target: CommentSearch): Promise<Comment[]> {
  const found: Comment[] = [];
  let last: number | undefined;
  for (let page = 1; page <= firstPages; page += 1) {
    const { data, headers } = await listPage(target, { page });
    found.push(...data);
    last = lastPage(headers.link) ?? last;
    if (data.some(isMarked) || data.length < pageSize) return found;
  }
  return last === undefined || last <= firstPages
    ? found
    : [...found, ...(await listPage(target, { page: last })).data];
}

export function listPage(
  { client, repository, pullRequest }: CommentSearch,
  which: { page?: number; since?: string },
): Promise<{ readonly data: Comment[]; readonly headers: { readonly link?: string } }> {
  return client.octokit.rest.issues.listComments({
    ...repository,
    issue_number: pullRequest,
    per_page: pageSize,
    ...which,
  });
}

function lastPage(link: string | undefined): number | undefined {
  const [, page] = /[?&]page=(\d+)[^>]*>; rel="last"/.exec(link ?? '') ?? [];
  return page === undefined ? undefined : Number(page);
}

export function isMarked({ body }: Comment): boolean {
  return body?.startsWith(commentMarker) === true;
}

/** REST calls an App `name[bot]`, GraphQL sometimes only `name`, which a person may have too. */
function isViewer(user: Comment['user'], login: string): boolean {
  return user !== null && (user.login === login || (user.type === 'Bot' && user.login === `${login}[bot]`));
}

function isAlso(user: Comment['user'], logins: readonly string[]): boolean {
  return user?.type === 'Bot' && logins.includes(user.login);
}

export function byAge(a: Comment, b: Comment): number {
  return a.id - b.id;
}

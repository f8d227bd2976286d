// The one comment of a pull request that is kept up to date: found by a hidden marker and by its author, made where there is none.
// Two runs that make one at the same time both look again, and both keep the older.
import { askGraphql } from './ask-graphql.js';
import type { GitHubClient } from './client.js';
import { cutMarkdown } from './cut-markdown.js';
import { isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

export interface StickyComment {
  readonly repository: RepositoryName;
  readonly pullRequest: number;
  /** Markdown; what is too long for GitHub is cut. */
  readonly body: string;
  /** Where the whole text is. */
  readonly fullUrl?: string;
  /** Of the comment, where it is known: then nothing is searched. */
  readonly id?: number;
}

export interface CommentOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly id: number;
  readonly url: string;
}

/** Begins the comment: nobody sees it. */
export const commentMarker = '<!-- tenantry:report -->';
/** Characters (docs.github.com/rest/issues/comments answers 422 beyond it). */
const longestComment = 65_536;

/** The comment's whole text, as it is sent. */
export function commentText({ body, fullUrl }: Pick<StickyComment, 'body' | 'fullUrl'>): string {
  const limit = longestComment - commentMarker.length - 1;
  return `${commentMarker}\n${cutMarkdown(body, { limit, ...(fullUrl === undefined ? {} : { fullUrl }) })}`;
}

/** Makes or updates the comment; throws GitHubError. */
export async function putComment(client: GitHubClient, comment: StickyComment): Promise<CommentOutcome> {
  const target: Target = { client, text: commentText(comment), ...comment };
  const known = comment.id === undefined ? undefined : await tryUpdate(target, comment.id);
  if (known !== undefined) return known;
  const [kept, ...others] = await ownComments(target);
  if (kept === undefined) return create(target);
  for (const other of others) await remove(target, other.id);
  if (kept.body === target.text) return { outcome: 'unchanged', id: kept.id, url: kept.html_url };
  return (await tryUpdate(target, kept.id)) ?? create(target);
}

interface Target extends StickyComment {
  readonly client: GitHubClient;
  readonly text: string;
}

interface Comment {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | undefined;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
}

/** Undefined where the comment is gone. */
async function tryUpdate({ client, repository, text }: Target, id: number): Promise<CommentOutcome | undefined> {
  try {
    const { data } = await client.octokit.rest.issues.updateComment({ ...repository, comment_id: id, body: text });
    return { outcome: 'updated', id, url: data.html_url };
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

async function create(target: Target): Promise<CommentOutcome> {
  const { client, repository, pullRequest, text } = target;
  const { data } = await client.octokit.rest.issues.createComment({
    ...repository,
    issue_number: pullRequest,
    body: text,
  });
  const oldest = (await twins(target, data)).at(0);
  if (oldest === undefined || oldest.id >= data.id) return { outcome: 'created', id: data.id, url: data.html_url };
  await remove(target, data.id);
  return (await tryUpdate(target, oldest.id)) ?? { outcome: 'created', id: oldest.id, url: oldest.html_url };
}

/** Milliseconds: another run may have made its comment this long before ours, and we have not seen it. */
const raceWindow = 10 * 60_000;

/** Comments that somebody with our name made meanwhile, ours among them: the oldest first, and the younger ones than ours removed. */
async function twins(target: Target, ours: Comment & { readonly created_at: string }): Promise<Comment[]> {
  const since = new Date(Date.parse(ours.created_at) - raceWindow).toISOString();
  const { data } = await listPage(target, { since });
  const own = data.filter((each) => isMarked(each) && each.user?.id === ours.user?.id).sort(byAge);
  for (const younger of own.filter((each) => each.id > ours.id)) await remove(target, younger.id);
  return own;
}

/** Gone already is as good. */
async function remove({ client, repository }: Target, id: number): Promise<void> {
  try {
    await client.octokit.rest.issues.deleteComment({ ...repository, comment_id: id });
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  }
}

/** Ours, the oldest first. A stranger's comment that begins with our marker is not: its author could change what we say in it. */
async function ownComments(target: Target): Promise<Comment[]> {
  const marked = (await searchedPages(target)).filter(isMarked).sort(byAge);
  if (marked.length === 0) return [];
  const { viewer } = await askGraphql<{ viewer: { login: string } }>(target.client, 'query { viewer { login } }');
  return marked.filter(({ user }) => isViewer(user, viewer.login));
}

const pageSize = 100;
/** The comment is made within minutes of the pull request, so it is among the first; where those are none, among the last. */
const firstPages = 3;

async function searchedPages(target: Target): Promise<Comment[]> {
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

function listPage({ client, repository, pullRequest }: Target, which: { page?: number; since?: string }) {
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

function isMarked({ body }: Comment): boolean {
  return body?.startsWith(commentMarker) === true;
}

/** REST calls an App `name[bot]`, GraphQL sometimes only `name`, which a person may have too. */
function isViewer(user: Comment['user'], login: string): boolean {
  return user !== null && (user.login === login || (user.type === 'Bot' && user.login === `${login}[bot]`));
}

function byAge(a: Comment, b: Comment): number {
  return a.id - b.id;
}

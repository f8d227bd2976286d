// The one comment of a pull request that Tenantry keeps up to date. It is found by a hidden marker and its author. Two runs that create
// it at the same time both look again, and keep the older one.
import type { GitHubClient } from './client.js';
import { type CommentParts, commentMarker, commentParts, commentText } from './comment-sections.js';
import { askGraphql } from './commit-files.js';
import { isRateLimit, isStatus } from './github-error.js';
import type { RepositoryName } from './repository-name.js';

interface StickyComment {
  readonly repository: RepositoryName;
  readonly pullRequest: number;
  /** Of the comment, where it is known: then nothing is searched. */
  readonly id?: number;
}

/** What `tenantry report` writes; the sections of commits stay as they are. */
interface ReportComment extends StickyComment {
  /** Markdown; what is too long for GitHub is cut. */
  readonly body: string;
  /** Where the whole text is. */
  readonly fullUrl?: string;
}

/** What tells of one commit; the report and other commits' sections stay as they are. */
interface SectionComment extends StickyComment {
  /** Whole SHA. */
  readonly commit: string;
  /** Markdown. */
  readonly section: string;
}

export interface CommentOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly id: number;
  readonly url: string;
}

/** Makes or updates the comment; throws GitHubError. */
export async function putComment(client: GitHubClient, comment: ReportComment): Promise<CommentOutcome> {
  const { body, fullUrl } = comment;
  const compose = ({ sections }: CommentParts) => commentText({ report: body, sections, fullUrl });
  return put({ client, compose, alsoBy: [], ...comment });
}

/** The workflow's own token wrote the report, while another one tells of commits. */
const workflowBot = 'github-actions[bot]';

/** Makes or updates one commit's section; throws GitHubError. */
export async function putSection(client: GitHubClient, comment: SectionComment): Promise<CommentOutcome> {
  const { commit, section } = comment;
  const compose = ({ report, sections }: CommentParts) =>
    commentText({ report, sections: new Map([...sections, [commit, section]]) });
  const target: Target = { client, compose, alsoBy: [workflowBot], ...comment };
  try {
    return await put(target);
  } catch (error) {
    // Not everybody may change what the workflow wrote: then there are two comments.
    if (!isStatus(error, 403) || isRateLimit(error)) throw error;
    return put({ ...target, alsoBy: [] });
  }
}

async function put(target: Target): Promise<CommentOutcome> {
  const known = target.id === undefined ? undefined : await tryRead(target, target.id);
  if (known !== undefined) return (await tryUpdate(target, known)) ?? create(target);
  const [kept, ...others] = await ownComments(target);
  if (kept === undefined) return create(target);
  const twins = others.filter(({ user }) => user?.id === kept.user?.id);
  for (const twin of twins) await remove(target, twin.id);
  return (await tryUpdate(target, kept, twins)) ?? create(target);
}

interface Target extends StickyComment, CommentSearch {
  /** The whole text, from what is there already. */
  readonly compose: (parts: CommentParts) => string;
}

/** Undefined where the comment is gone. */
async function tryRead({ client, repository }: Target, id: number): Promise<Comment | undefined> {
  try {
    return (await client.octokit.rest.issues.getComment({ ...repository, comment_id: id })).data;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

/** Takes over the sections of its twins; undefined where the comment is gone. */
async function tryUpdate(
  { client, repository, compose }: Target,
  { id, html_url: url, body = '' }: Comment,
  twins: readonly Comment[] = [],
): Promise<CommentOutcome | undefined> {
  const { report, sections } = commentParts(body);
  const others = twins.flatMap((twin) => [...commentParts(twin.body ?? '').sections]);
  const text = compose({ report, sections: new Map([...others, ...sections]) });
  if (text === body) return { outcome: 'unchanged', id, url };
  try {
    const { data } = await client.octokit.rest.issues.updateComment({ ...repository, comment_id: id, body: text });
    return { outcome: 'updated', id, url: data.html_url };
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}

async function create(target: Target): Promise<CommentOutcome> {
  const { client, repository, pullRequest, compose } = target;
  const { data } = await client.octokit.rest.issues.createComment({
    ...repository,
    issue_number: pullRequest,
    body: compose({ report: '', sections: new Map() }),
  });
  const oldest = (await twinsOf(target, data)).at(0);
  if (oldest === undefined || oldest.id >= data.id) return { outcome: 'created', id: data.id, url: data.html_url };
  await remove(target, data.id);
  return (await tryUpdate(target, oldest)) ?? { outcome: 'created', id: oldest.id, url: oldest.html_url };
}

/** Milliseconds: another run may have made its comment this long before ours, and we have not seen it. */
const raceWindow = 10 * 60_000;

/** Comments that somebody with our name made meanwhile, ours among them: the oldest first, and the younger ones than ours removed. */
async function twinsOf(target: Target, ours: Comment & { readonly created_at: string }): Promise<Comment[]> {
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

interface Comment {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | undefined;
  readonly user: { readonly id: number; readonly login: string; readonly type: string } | null;
}

interface CommentSearch {
  readonly client: GitHubClient;
  readonly repository: RepositoryName;
  readonly pullRequest: number;
  /** Logins whose marked comment is as good as one's own. */
  readonly alsoBy: readonly string[];
}

/** Ours, the oldest first. A stranger's comment that begins with our marker is not: its author could change what we say in it. */
async function ownComments(target: CommentSearch): Promise<Comment[]> {
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

function listPage(
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

function isMarked({ body }: Comment): boolean {
  return body?.startsWith(commentMarker) === true;
}

/** REST calls an App `name[bot]`, GraphQL sometimes only `name`, which a person may have too. */
function isViewer(user: Comment['user'], login: string): boolean {
  return user !== null && (user.login === login || (user.type === 'Bot' && user.login === `${login}[bot]`));
}

function isAlso(user: Comment['user'], logins: readonly string[]): boolean {
  return user?.type === 'Bot' && logins.includes(user.login);
}

function byAge(a: Comment, b: Comment): number {
  return a.id - b.id;
}

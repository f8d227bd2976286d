// How each route of the fake GitHub reads or changes its repository. Answers are the description's own examples with what matters
// filled in, and what those examples themselves lack.
import { liveRoutes } from './fake-live-routes.js';
import { bot, type CheckRun, type Comment, type FakeRepository, type PullRequest } from './fake-repository.js';
import { example } from './openapi.js';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Request {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly url: URL;
}

type Handler = (repository: FakeRepository, request: Request) => Answer;
type Fields = Readonly<Record<string, string>>;

const repo = '/repos/{owner}/{repo}';
const paths = {
  comments: `${repo}/issues/{issue_number}/comments`,
  comment: `${repo}/issues/comments/{comment_id}`,
  checks: `${repo}/check-runs`,
  check: `${repo}/check-runs/{check_run_id}`,
  checksOf: `${repo}/commits/{ref}/check-runs`,
  statuses: `${repo}/statuses/{sha}`,
  pulls: `${repo}/pulls`,
  pull: `${repo}/pulls/{pull_number}`,
  ref: `${repo}/git/ref/{ref}`,
  refs: `${repo}/git/refs`,
  refOfRefs: `${repo}/git/refs/{ref}`,
  pullFiles: `${repo}/pulls/{pull_number}/files`,
  contents: `${repo}/contents/{path}`,
} as const;

const notFound: Answer = { status: 404, body: { message: 'Not Found' } };
const invalid = (message: string): Answer => ({
  status: 422,
  body: { message, documentation_url: 'https://docs.github.com' },
});

export const routes: Readonly<Record<string, Handler>> = {
  ...liveRoutes,
  [`GET ${repo}`]: () => ({
    status: 200,
    body: {
      ...example('GET', repo, 200, 'default-response'),
      default_branch: 'main',
      language: null,
      source: undefined,
      parent: undefined,
    },
  }),
  [`GET ${paths.comments}`]: ({ comments }, { query, url }) =>
    query.has('since') ? { status: 200, body: comments.map(commentBody) } : page(comments.map(commentBody), query, url),
  [`POST ${paths.comments}`]: (repository, { body }) => {
    const { body: text = '' } = body as Fields;
    if (text.length > 65_536) return invalid('Body is too long (maximum is 65536 characters)');
    return { status: 201, body: commentBody(repository.comment(text)) };
  },
  [`GET ${paths.comment}`]: ({ comments }, { parameters }) => {
    const comment = comments.find((each) => String(each.id) === parameters.comment_id);
    return comment === undefined ? notFound : { status: 200, body: commentBody(comment) };
  },
  [`PATCH ${paths.comment}`]: ({ comments }, { parameters, body }) => {
    const comment = comments.find((each) => String(each.id) === parameters.comment_id);
    if (comment === undefined) return notFound;
    comment.body = (body as Fields).body ?? '';
    return { status: 200, body: commentBody(comment) };
  },
  [`DELETE ${paths.comment}`]: ({ comments }, { parameters }) => {
    const index = comments.findIndex((each) => String(each.id) === parameters.comment_id);
    if (index < 0) return notFound;
    comments.splice(index, 1);
    return { status: 204 };
  },
  [`GET ${paths.checksOf}`]: ({ checkRuns }, { parameters, query }) => {
    const found = checkRuns.filter((run) => run.head_sha === parameters.ref && run.name === query.get('check_name'));
    return { status: 200, body: { total_count: found.length, check_runs: found.map(checkBody) } };
  },
  [`POST ${paths.checks}`]: (repository, { body }) => {
    const { name = '', external_id = '', head_sha = '' } = body as Fields;
    const run: CheckRun = {
      id: repository.next(),
      name,
      external_id,
      head_sha,
      status: 'queued',
      conclusion: null,
      title: '',
      summary: '',
      annotations: [],
    };
    repository.checkRuns.push(run);
    return { status: 201, body: checkBody(updated(run, body)) };
  },
  [`PATCH ${paths.check}`]: ({ checkRuns }, { parameters, body }) => {
    const run = checkRuns.find((each) => String(each.id) === parameters.check_run_id);
    return run === undefined ? notFound : { status: 200, body: checkBody(updated(run, body)) };
  },
  [`POST ${paths.statuses}`]: ({ statuses }, { parameters, body }) => {
    statuses.push({ sha: parameters.sha, ...(body as Fields) });
    return { status: 201, body: { ...example('POST', paths.statuses, 201), ...(body as Fields) } };
  },
  [`GET ${paths.pull}`]: ({ pulls }, { parameters }) => {
    const pull = pulls.find((each) => String(each.number) === parameters.pull_number);
    return pull === undefined ? notFound : { status: 200, body: pullBody(pull) };
  },
  [`GET ${paths.pulls}`]: ({ pulls }, { query }) => {
    const state = query.get('state') ?? 'open';
    const asked = pulls.filter((each) => state === 'all' || each.open === (state === 'open'));
    const found = asked.filter((each) => `acme:${each.head}` === query.get('head'));
    return { status: 200, body: found.map((pull) => pullSummary(pull)) };
  },
  [`POST ${paths.pulls}`]: (repository, { body }) => {
    const { head = '', base = '', title = '', body: text = '' } = body as Fields;
    if (repository.pulls.some((each) => each.open && each.head === head))
      return invalid(`A pull request already exists for acme:${head}.`);
    const pull: PullRequest = { number: repository.next(), head, base, title, body: text, open: true };
    repository.pulls.push(pull);
    return { status: 201, body: pullBody(pull) };
  },
  [`PATCH ${paths.pull}`]: ({ pulls }, { parameters, body }) => {
    const pull = pulls.find((each) => String(each.number) === parameters.pull_number);
    if (pull === undefined) return notFound;
    return { status: 200, body: pullBody(Object.assign(pull, body)) };
  },
  [`GET ${paths.pullFiles}`]: (repository, { parameters, query, url }) => {
    const pull = repository.pulls.find((each) => String(each.number) === parameters.pull_number);
    if (pull === undefined) return notFound;
    const [file = {}] = Object.values(example('GET', paths.pullFiles, 200)) as object[];
    const changed = repository.changed(pull.base, pull.head);
    return page(
      changed.map((filename) => ({ ...file, filename })),
      query,
      url,
    );
  },
  [`GET ${paths.ref}`]: ({ heads }, { parameters }) => {
    const { ref = '' } = parameters;
    const sha = heads.get(ref.replace(/^heads\//, ''));
    return sha === undefined ? notFound : { status: 200, body: refBody(`refs/${ref}`, sha) };
  },
  [`POST ${paths.refs}`]: ({ heads }, { body }) => {
    const { ref = '', sha = '' } = body as Fields;
    const branch = ref.replace(/^refs\/heads\//, '');
    if (heads.has(branch)) return invalid('Reference already exists');
    heads.set(branch, sha);
    return { status: 201, body: refBody(ref, sha) };
  },
  [`PATCH ${paths.refOfRefs}`]: ({ heads }, { parameters, body }) => {
    const { ref = '' } = parameters;
    const { sha, force } = body as { sha: string; force?: boolean };
    if (force !== true) return invalid('Update is not a fast forward');
    heads.set(ref.replace(/^heads\//, ''), sha);
    return { status: 200, body: refBody(`refs/${ref}`, sha) };
  },
  [`GET ${paths.contents}`]: (repository, { parameters, query }) => {
    const { path = '' } = parameters;
    const text = repository.read(query.get('ref') ?? 'main', path);
    if (text === undefined) return notFound;
    const content = Buffer.from(text).toString('base64').replaceAll(/.{60}/g, '$&\n');
    const file = example('GET', paths.contents, 200, 'response-if-content-is-a-file');
    return { status: 200, body: { ...file, path, content, size: text.length } };
  },
  'POST /graphql': (repository, { body }) => {
    const { query = '', variables } = body as { query?: string; variables?: { input: CommitInput } };
    if (variables === undefined)
      return { status: 200, body: { data: query.includes('viewer') ? { viewer: { login: bot } } : null } };
    return createCommit(repository, variables.input);
  },
};

/** docs.github.com/graphql/reference/input-objects#createcommitonbranchinput */
interface CommitInput {
  readonly branch: { readonly repositoryNameWithOwner: string; readonly branchName: string };
  readonly message: { readonly headline: string };
  readonly fileChanges: { readonly additions: readonly { readonly path: string; readonly contents: string }[] };
  readonly expectedHeadOid: string;
}

function createCommit(repository: FakeRepository, { branch, fileChanges, expectedHeadOid }: CommitInput): Answer {
  const { branchName } = branch;
  if (repository.heads.get(branchName) !== expectedHeadOid) {
    const message = `Expected branch to point to "${expectedHeadOid}" but it did not. Pull and try again.`;
    const error = { type: 'STALE_DATA', path: ['createCommitOnBranch'], message };
    return { status: 200, body: { data: { createCommitOnBranch: null }, errors: [error] } };
  }
  const files = fileChanges.additions.map(
    ({ path, contents }) => [path, Buffer.from(contents, 'base64').toString('utf8')] as const,
  );
  const oid = repository.commitAll(branchName, files);
  return { status: 200, body: { data: { createCommitOnBranch: { commit: { oid } } } } };
}

function page(items: readonly unknown[], query: URLSearchParams, url: URL): Answer {
  const [size, number] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string) => {
    const address = new URL(url);
    address.searchParams.set('page', String(to));
    return `<${address.href}>; rel="${rel}"`;
  };
  const headers: Record<string, string> =
    number < last ? { link: `${link(number + 1, 'next')}, ${link(last, 'last')}` } : {};
  return { status: 200, body: items.slice((number - 1) * size, number * size), headers };
}

function commentBody({ id, author, body }: Comment) {
  const base = example('POST', paths.comments, 201);
  const user = {
    ...(base.user as object),
    login: author,
    id: author.length,
    type: author.endsWith('[bot]') ? 'Bot' : 'User',
  };
  return { ...base, id, body, user, html_url: `https://github.com/acme/platform/pull/7#issuecomment-${id}` };
}

function updated(run: CheckRun, body: unknown): CheckRun {
  const { status, conclusion, output } = body as {
    status: string;
    conclusion?: string;
    output: { title: string; summary: string; annotations?: unknown[] };
  };
  run.status = status;
  run.conclusion = conclusion ?? null;
  run.title = output.title;
  run.summary = output.summary;
  // As GitHub does: each update adds to what is there.
  run.annotations = [...run.annotations, ...(output.annotations ?? [])];
  return run;
}

function checkBody({ annotations, title, summary, ...run }: CheckRun) {
  const base = example('POST', paths.checks, 201, 'example-of-completed-conclusion');
  const output = { ...(base.output as object), title, summary, annotations_count: annotations.length };
  return { ...base, ...run, output, html_url: `https://github.com/acme/platform/runs/${run.id}` };
}

function pullBody(pull: PullRequest) {
  return filled(example('GET', paths.pull, 200), pull);
}

function pullSummary(pull: PullRequest) {
  const [first] = Object.values(example('GET', paths.pulls, 200)) as Record<string, unknown>[];
  return filled(first ?? {}, pull);
}

function filled(base: Record<string, unknown>, { number, head, headSha, title, body, open }: PullRequest) {
  const headOf = { ...(base.head as { sha: string }), ref: head };
  return {
    ...base,

    number,
    title,
    body,
    head: { ...headOf, sha: headSha ?? headOf.sha },
    state: open ? 'open' : 'closed',
    requested_teams: [],
    html_url: `https://github.com/acme/platform/pull/${number}`,
  };
}

function refBody(ref: string, sha: string) {
  const base = example('GET', paths.ref, 200);
  return { ...base, ref, object: { ...(base.object as object), sha } };
}

import { describe, it, type TestContext } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { type ClientOptions, githubClient } from '../../../poller/github/client.js';
import { GitHubError } from '../../../poller/github/github-error.js';
import { startGitHub } from './fake-github.js';
import type { Answer } from './fake-routes.js';

const repository = { owner: 'acme', repo: 'platform' };
const route = 'GET /repos/{owner}/{repo}';
const token = 'ghs_0123456789abcdef';

async function setUp(context: TestContext, options: Partial<ClientOptions> = {}) {
  const github = await startGitHub(context);
  return { github, client: githubClient({ token, apiUrl: github.apiUrl, second: 5, ...options }) };
}

async function failure(work: Promise<unknown>): Promise<GitHubError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GitHubError) return error;
  throw new Error('it did not fail as GitHub does', { cause: error });
}

async function refused(context: TestContext, answer: Answer): Promise<GitHubError> {
  const { github, client } = await setUp(context);
  github.answerAlways(route, answer);
  return failure(client.octokit.rest.repos.get(repository));
}

const secondary = (seconds: number): Answer => ({
  status: 403,
  body: { message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.' },
  headers: { 'retry-after': String(seconds) },
});

const primary = (inSeconds: number): Answer => ({
  status: 403,
  body: { message: 'API rate limit exceeded for installation ID 1.' },
  headers: {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + inSeconds),
  },
});

const passing: readonly (readonly [string, Answer])[] = [
  ['a secondary limit', secondary(2)],
  ['a secondary limit that answers 429', { ...secondary(2), status: 429 }],
  ['a primary limit', primary(1)],
  ['a bad gateway', { status: 502, body: { message: 'Server Error' } }],
  ['a server error that is no JSON', { status: 500, body: '<html>' }],
];

describe.concurrent('the client', () => {
  for (const [name, answer] of passing)
    it(`asks again after ${name}, and counts one request`, async (context) => {
      const { github, client } = await setUp(context);
      github.answerOnce(route, answer);
      await client.octokit.rest.repos.get(repository);
      context.expect(github.calls).toEqual([route, route]);
      context.expect(client.calls()).toBe(1);
    });

  it('does not wait longer than it has patience for', async (context) => {
    const { github, client } = await setUp(context, { patience: 1000, second: 1000 });
    github.answerAlways(route, secondary(3600));
    const { status, hint } = await failure(client.octokit.rest.repos.get(repository));
    context.expect({ status, calls: github.calls.length }).toEqual({ status: 403, calls: 1 });
    context.expect(hint).toContain('3600 seconds');
  });

  it('gives up on a limit that does not end', async (context) => {
    const { github, client } = await setUp(context);
    github.answerAlways(route, secondary(1));
    await failure(client.octokit.rest.repos.get(repository));
    context.expect(github.calls).toHaveLength(4);
  });

  it('gives up on a server that stays broken', async (context) => {
    const { status } = await refused(context, { status: 503, body: { message: 'Unavailable' } });
    context.expect(status).toBe(503);
  });

  it('gives up where GitHub does not answer at all', async (context) => {
    const { client } = await setUp(context, { patience: 50, second: 600_000 });
    const { status } = await failure(
      client.octokit.request('GET /repos/{owner}/{repo}', { ...repository, request: { fetch: silence } }),
    );
    context.expect(status).toBeUndefined();
  });

  it('says that nobody answers where nobody does', async (context) => {
    const { github } = await setUp(context);
    const client = githubClient({ token, apiUrl: 'http://127.0.0.1:9', second: 1 });
    const error = await failure(client.octokit.rest.repos.get(repository));
    context.expect(error.status).toBeUndefined();
    context.expect(error).toBeInstanceOf(OutsideError);
    context.expect(github.calls).toEqual([]);
  });

  it.for([
    [401, {}, 'GITHUB_TOKEN'],
    [403, {}, 'metadata: read'],
    [
      403,
      { 'x-accepted-github-permissions': 'pull_requests=write; issues=write' },
      'pull-requests: write or issues: write',
    ],
    [404, {}, 'name'],
    [422, {}, 'accept'],
  ] as const)('says what to do about %i %o', async ([status, headers, expected], context) => {
    const error = await refused(context, { status, headers, body: { message: 'no' } });
    context.expect(error.status).toBe(status);
    context.expect(error.hint).toContain(expected);
  });

  it('names the permission of each route where GitHub does not', async (context) => {
    const { github, client } = await setUp(context);
    const answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.answerAlways('POST /repos/{owner}/{repo}/check-runs', answer);
    const error = await failure(client.octokit.rest.checks.create({ ...repository, name: 'n', head_sha: '1' }));
    context.expect(error.hint).toContain('checks: write');
  });

  it('sends the token in a header, and never says it', async (context) => {
    const { github, client } = await setUp(context);
    github.answerAlways(route, {
      status: 403,
      body: { message: `bad credentials ${token} at https://x:${token}@host/` },
    });
    const error = await failure(client.octokit.rest.repos.get(repository));
    context.expect([...github.tokens]).toEqual([`token ${token}`]);
    context.expect(`${error.message} ${error.hint}`).not.toContain(token);
  });
});

/** Never answers; ends when it is told to or was told before, as fetch does. */
function silence(_: string, { signal }: { readonly signal: AbortSignal }): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason));
  });
}

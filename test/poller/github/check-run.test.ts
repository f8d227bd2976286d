import { describe, it, type TestContext } from 'vitest';
import type { Annotation } from '../../../poller/github/annotations.js';
import { type Check, putCheck } from '../../../poller/github/check-run.js';
import { githubClient } from '../../../poller/github/client.js';
import { startGitHub } from './fake-github.js';
import { skipWaits } from './skip-waits.js';

skipWaits();

const create = 'POST /repos/{owner}/{repo}/check-runs';
const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
const headSha = 'a'.repeat(40);

async function setUp(context: TestContext) {
  const github = await startGitHub(context);
  const client = githubClient({ token: 'token', apiUrl: github.apiUrl, second: 5 });
  return { github, put: (changes: Partial<Check> = {}) => putCheck(client, { ...check, ...changes }) };
}

const check: Check = {
  repository: { owner: 'acme', repo: 'platform' },
  name: 'tenantry',
  headSha,
  conclusion: 'failure',
  title: '120 errors',
  summary: 'text',
  annotations: annotations(120),
  digest: 'digest',
  mostCalls: 8,
};

function annotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: 'tenants/a.yaml',
    start_line: index + 1,
    end_line: index + 1,
    start_column: 3,
    end_column: 3,
    annotation_level: 'failure' as const,
    title: 'load/syntax',
    message: 'does not parse',
  }));
}

describe.concurrent('the check run', () => {
  it('is made with all its annotations, fifty at a time, and concluded with the last', async (context) => {
    const { github, put } = await setUp(context);
    github.before(update, () => context.expect(github.repository.checkRuns[0]?.status).toBe('in_progress'));
    context.expect(await put()).toMatchObject({ kind: 'check-run', outcome: 'created', annotations: 120 });
    const [run] = github.repository.checkRuns;
    context.expect(run).toMatchObject({ status: 'completed', conclusion: 'failure', head_sha: headSha });
    context.expect(run?.annotations).toEqual(check.annotations);
    context.expect(github.calls.slice(1)).toEqual([create, update, update]);
    context.expect(github.faults).toEqual([]);
  });

  it('is left alone where the same report comes again', async (context) => {
    const { github, put } = await setUp(context);
    await put({ annotations: annotations(50) });
    context
      .expect(await put({ annotations: annotations(50) }))
      .toMatchObject({ outcome: 'unchanged', annotations: 50 });
    context.expect(github.repository.checkRuns).toHaveLength(1);
    context.expect(github.faults).toEqual([]);
  });

  it('goes on where an earlier run was ended', async (context) => {
    const { github, put } = await setUp(context);
    github.answerOnce(update, { status: 422, body: { message: 'no' } });
    await context.expect(put()).rejects.toMatchObject({ status: 422 });
    context.expect(await put()).toMatchObject({ outcome: 'continued', annotations: 120 });
    context.expect(github.repository.checkRuns.map((run) => run.annotations)).toEqual([check.annotations]);
    context.expect(github.repository.checkRuns[0]?.status).toBe('completed');
  });

  it('is another for another report about the same commit', async (context) => {
    const { github, put } = await setUp(context);
    await put({ annotations: [] });
    await put({ annotations: [], digest: 'other', conclusion: 'success' });
    context.expect(github.repository.checkRuns.map(({ conclusion }) => conclusion)).toEqual(['failure', 'success']);
  });

  it('shows no more annotations than its requests carry', async (context) => {
    const { github, put } = await setUp(context);
    context.expect(await put({ annotations: annotations(500), mostCalls: 3 })).toMatchObject({ annotations: 100 });
    context.expect(github.calls).toHaveLength(3);
    context.expect(github.repository.checkRuns[0]?.status).toBe('completed');
  });

  it('has a summary as long as GitHub takes', async (context) => {
    const { github, put } = await setUp(context);
    await put({ summary: 'line of words\n'.repeat(9000), annotations: [] });
    context.expect(github.faults).toEqual([]);
  });

  it('becomes a commit status where the token is no App’s', async (context) => {
    const { github, put } = await setUp(context);
    github.answerAlways(create, { status: 403, body: { message: 'You must authenticate via a GitHub App.' } });
    const title = 'x'.repeat(300);
    context
      .expect(await put({ title, fullUrl: 'https://github.com/acme/platform/actions/runs/5' }))
      .toMatchObject({ kind: 'status', annotations: 0 });
    context.expect(github.repository.statuses).toMatchObject([{ sha: headSha, state: 'failure', context: 'tenantry' }]);
    context.expect(String(github.repository.statuses[0]?.description)).toHaveLength(140);
    context.expect(github.faults).toEqual([]);
  });

  it('says which permission is missing where neither may be made', async (context) => {
    const { github, put } = await setUp(context);
    const answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.answerAlways(create, answer);
    github.answerAlways('POST /repos/{owner}/{repo}/statuses/{sha}', answer);
    await context
      .expect(put())
      .rejects.toMatchObject({ status: 403, hint: context.expect.stringContaining('statuses: write') });
  });
});

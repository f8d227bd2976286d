import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { writeBudget } from '../../../../poller/github/progress/github-deliverer.js';
import type { Database } from '../../../../poller/history/database.js';
import type { TenantStatus } from '../../../../poller/status/tenant-status.js';
import { sampleStatus, statusAt } from '../../history/sample-status.js';
import { skipWaits } from '../skip-waits.js';
import { type GitHubLoop, githubLoop, openStore } from './github-loop.js';

skipWaits();

const folder = mkdtempSync(`${tmpdir()}/tenantry-reports-`);
let database: Database;
beforeAll(async () => {
  database = await openStore(folder);
}, 120_000);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const commit = '5'.repeat(40);
const newer = '6'.repeat(40);
const route = (text: string) => text.replace(' ', ' /repos/{owner}/{repo}');
const writes = ({ github }: GitHubLoop) => github.calls.filter((call) => /^(?:POST|PATCH) \/repos/.test(call)).length;

/** As GitHub shows it in the end. */
function shown({ github: { repository } }: GitHubLoop) {
  return {
    status: repository.statuses.at(-1),
    checks: repository.checkRuns.map(({ head_sha, status, conclusion, title }) => ({
      head_sha,
      status,
      conclusion,
      title,
    })),
    comments: repository.comments.map(({ body }) => body),
    deployments: repository.deployments.map(({ ref, environment, statuses }) => ({
      ref,
      environment,
      last: statuses.at(-1),
    })),
  };
}

function live(sourceCommit = commit, changes: Partial<TenantStatus> = {}): TenantStatus {
  return sampleStatus({ correlation: { sourceCommit, publishedCommit: sourceCommit }, ...changes });
}

async function setUp(context: TestContext) {
  const loop = await githubLoop(database, context);
  loop.github.repository.merged(commit);
  return loop;
}

describe('what GitHub gets of a change', { timeout: 30_000 }, () => {
  it('is a status, one check run, one comment and one deployment, changed in place until it is live', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    for (const status of [statusAt(3), statusAt(7), live()]) {
      await loop.see(status);
      await loop.deliver();
    }
    const { status, checks, comments, deployments } = shown(loop);
    expect(status).toMatchObject({ sha: commit, context: 'tenantry/live', state: 'success', description: '1 live' });
    expect(checks).toEqual([{ head_sha: commit, status: 'completed', conclusion: 'success', title: '1 live' }]);
    expect(comments).toHaveLength(1);
    expect(comments[0]).toContain('is live at https://acme-auto.garage.example');
    const last = { state: 'success', environment_url: 'https://acme-auto.garage.example' };
    expect(deployments).toMatchObject([{ ref: commit, environment: 'acme-auto/eu-west', last }]);
    expect(loop.github.faults).toEqual([]);
    expect(loop.log).toEqual([]);
  });

  it('is nothing where nothing is new', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    await loop.see(live());
    await loop.deliver();
    const before = loop.github.calls.length;
    await loop.see(live());
    await loop.restart();
    await loop.see(live());
    expect(await loop.deliver()).toEqual([]);
    expect(loop.github.calls).toHaveLength(before);
  });

  it('is made once where a crash lost what is known of it', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    await loop.see(live());
    await loop.deliver();
    const before = shown(loop);
    await loop.forgetDeliveries();
    await loop.restart();
    await loop.deliver();
    expect(shown(loop)).toEqual(before);
  });

  it('ends right after an outage of which nobody saw what came between', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    await loop.see(statusAt(3));
    await loop.deliver();
    for (const outage of [
      { status: 502, body: {} },
      { status: 401, body: { message: 'Bad credentials' } },
    ]) {
      loop.github.outage(outage);
      await loop.see(statusAt(7, 'failed', 'failed'));
      expect((await loop.deliver()).map(({ delivery }) => delivery)).toMatchObject([
        { done: false, wholeTarget: true },
      ]);
      await loop.see(statusAt(8));
      await loop.deliver();
    }
    await loop.see(live());
    loop.github.outage(undefined);
    const before = writes(loop);
    await loop.deliver();
    const { status, checks, comments, deployments } = shown(loop);
    expect({ status, checks, deployments }).toMatchObject({
      status: { state: 'success' },
      checks: [{ conclusion: 'success' }],
      deployments: [{ last: { state: 'success' } }],
    });
    expect(comments[0]).not.toContain('failed');
    // The check, the status, the comment, the deployment: no word about what came between.
    expect(writes(loop) - before).toBe(4);
  });

  it('says of a commit that a newer one replaced it, and never makes the older one look newer', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    await loop.see(statusAt(7, 'failed', 'failed'));
    await loop.deliver();
    loop.github.outage({ status: 503, body: {} });
    await loop.see(live(newer, { state: 'progressing' }));
    await loop.see(live(newer));
    await loop.deliver();
    loop.github.outage(undefined);
    await loop.deliver();
    const { checks, deployments } = shown(loop);
    expect(checks).toEqual([
      { head_sha: commit, status: 'completed', conclusion: 'success', title: '1 superseded' },
      { head_sha: newer, status: 'completed', conclusion: 'success', title: '1 live' },
    ]);
    expect(deployments).toMatchObject([
      { ref: commit, last: { state: 'inactive' } },
      { ref: newer, last: { state: 'success' } },
    ]);
  });
});

describe('where GitHub refuses', { timeout: 30_000 }, () => {
  it.for<{ status: number; headers: Record<string, string>; seconds: number }>([
    { status: 429, headers: { 'retry-after': '77' }, seconds: 77 },
    { status: 403, headers: {}, seconds: 60 },
  ])(
    'waits for as long as GitHub says, with all that it has: $status',
    async ({ status, headers, seconds }, context) => {
      const { expect } = context;
      const loop = await setUp(context);
      loop.github.outage({ status, headers, body: { message: 'You have exceeded a secondary rate limit' } });
      await loop.see(live());
      const outcomes = await loop.deliver();
      expect(outcomes.map(({ delivery }) => delivery)).toMatchObject([
        { done: false, wholeTarget: true, retryAfterSeconds: seconds },
      ]);
    },
  );

  it('gives up what GitHub will never take, with a line in the log, and tells the rest', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    loop.github.answerAlways(route('POST /deployments'), { status: 422, body: { message: 'No ref found' } });
    await loop.see(live());
    await loop.deliver();
    expect(await loop.deliver()).toEqual([]);
    expect(loop.log).toEqual([expect.stringMatching(/^deployment\/5+\/acme-auto: given up, .*422/)]);
    expect(shown(loop).comments).toHaveLength(1);
  });

  it('keeps everything where the token does not see the repository', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    loop.github.outage({ status: 404, body: { message: 'Not Found' } });
    await loop.see(live());
    const [outcome] = await loop.deliver();
    expect(outcome?.delivery).toMatchObject({ done: false, wholeTarget: true });
    loop.github.outage(undefined);
    await loop.deliver();
    expect([loop.log, shown(loop).status?.state]).toEqual([[], 'success']);
  });

  it('does with the status where only an App may make check runs', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    const answer = { status: 403, body: { message: 'You must authenticate via a GitHub App.' } };
    loop.github.answerAlways(route('POST /check-runs'), answer);
    await loop.see(statusAt(3));
    await loop.deliver();
    await loop.see(live());
    await loop.deliver();
    expect(shown(loop).status).toMatchObject({ state: 'success' });
    expect(loop.github.calls.filter((call) => call === route('POST /check-runs'))).toHaveLength(1);
  });

  it('holds up only what a missing permission is about', async (context) => {
    const { expect } = context;
    const loop = await setUp(context);
    const answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
    loop.github.answerAlways(route('POST /deployments'), answer);
    await loop.see(live());
    const refused = (await loop.deliver()).filter(({ delivery }) => !delivery.done);
    expect(refused.map(({ message }) => message.subject)).toEqual([`deployment/${commit}/acme-auto`]);
    expect(refused[0]?.delivery).toMatchObject({ wholeTarget: false, retryAfterSeconds: 900 });
    expect(shown(loop).comments).toHaveLength(1);
  });

  it('writes no comment for a commit that came without a pull request', async (context) => {
    const { expect } = context;
    const loop = await githubLoop(database, context);
    await loop.see(statusAt(3));
    await loop.deliver();
    await loop.see(live());
    await loop.deliver();
    expect(shown(loop).comments).toEqual([]);
    expect(loop.github.calls.filter((call) => call.endsWith('/pulls'))).toHaveLength(1);
  });
});

const minute = 60_000;

/** When each write was made, of as many as there are pauses before them. */
async function writesAfter(pauses: readonly number[]): Promise<number[]> {
  let now = 0;
  const sleep = async (milliseconds: number) => {
    now += milliseconds;
  };
  const budget = writeBudget({ now: () => now, sleep });
  const writes: number[] = [];
  for (const pause of pauses) {
    now += pause;
    await budget.take(new AbortController().signal);
    writes.push(now);
  }
  return writes;
}

function most(writes: readonly number[], window: number): number {
  return Math.max(0, ...writes.map((from) => writes.filter((at) => at >= from && at < from + window).length));
}

describe('the budget for writes', () => {
  it('never lets through more than 60 in any minute and 400 in any hour', async () => {
    const pauses = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 * minute })), { maxLength: 600 });
    await fc.assert(
      fc.asyncProperty(pauses, async (each) => {
        const writes = await writesAfter(each);
        expect(most(writes, minute)).toBeLessThanOrEqual(60);
        expect(most(writes, 60 * minute)).toBeLessThanOrEqual(400);
      }),
      { numRuns: 30 },
    );
  });

  it('makes nobody wait who writes now and then', async () => {
    const writes = await writesAfter(Array.from({ length: 100 }, () => minute));
    expect(writes).toEqual(writes.map((_, index) => (index + 1) * minute));
  });

  it('ends with the signal', async () => {
    const budget = writeBudget({ now: () => 0, sleep: async () => {} });
    await expect(budget.take(AbortSignal.abort())).rejects.toThrow();
  });
});

import { describe, it, type TestContext } from 'vitest';
import { githubClient } from '../../../../poller/github/client.js';
import { commentMarker } from '../../../../poller/github/comment-sections.js';
import { reportMarkdown } from '../../../../poller/github/validation/report-text.js';
import { mostCalls, type SentReport, sendReport } from '../../../../poller/github/validation/send-report.js';
import { startGitHub } from '../fake-github.js';
import { skipWaits } from '../skip-waits.js';
import { headSha, sampleFindings, sampleReport } from './sample-report.js';

skipWaits();

const repository = { owner: 'acme', repo: 'platform' };
const comments = '/repos/{owner}/{repo}/issues/{issue_number}/comments';

async function setUp(context: TestContext, head = headSha) {
  const github = await startGitHub(context);
  const { number } = github.repository.pull('change', head);
  const send = async (changes: Partial<SentReport> = {}) => {
    const client = githubClient({ token: 'token', apiUrl: github.apiUrl, second: 5 });
    const report = { ...sampleReport(), ...changes.report, pullRequest: number };
    return { ...(await sendReport(client, { repository, ...changes, report })), calls: client.calls() };
  };
  return { github, number, send };
}

describe.concurrent('a report about a commit of a merge queue', () => {
  const inQueue = (severity: 'error' | 'warning') =>
    sampleReport({ inMergeQueue: true, findings: sampleFindings(1).map((each) => ({ ...each, severity })) });

  it('tells the pull request that is refused there, though its head is another commit', async (context) => {
    const { github, number, send } = await setUp(context, 'a'.repeat(40));
    const sent = await send({ report: inQueue('error'), trustedSha: headSha, trustedQueued: number });
    context.expect(sent).toMatchObject({ outcome: 'sent', comment: { outcome: 'created' } });
    context.expect(github.repository.checkRuns).toMatchObject([{ head_sha: headSha, conclusion: 'failure' }]);
  });

  it.for([
    ['that passes', 'warning', 0],
    ['that GitHub says is another', 'error', 1],
  ] as const)('writes no comment to a pull request %s', async ([, severity, off], context) => {
    const { github, number, send } = await setUp(context, 'a'.repeat(40));
    const sent = await send({ report: inQueue(severity), trustedSha: headSha, trustedQueued: number + off });
    context.expect(sent.comment).toBeUndefined();
    context.expect(github.repository.checkRuns).toHaveLength(1);
  });

  it('says so at its end', (context) => {
    context.expect(reportMarkdown(inQueue('error'))).toMatch(/of the merge queue: pull request 7, /);
  });
});

describe.concurrent('a report', () => {
  it('becomes a comment and a check', async (context) => {
    const { github, send } = await setUp(context);
    const sent = await send();
    context
      .expect(sent)
      .toMatchObject({ outcome: 'sent', comment: { outcome: 'created' }, check: { outcome: 'created' } });
    context
      .expect(github.repository.checkRuns)
      .toMatchObject([{ name: 'tenantry', head_sha: headSha, conclusion: 'success' }]);
    context.expect(github.faults).toEqual([]);
    context.expect(sent.calls).toBe(6);
  });

  it('costs four requests where nothing is new', async (context) => {
    const { send } = await setUp(context);
    await send();
    const again = await send();
    context
      .expect(again)
      .toMatchObject({ comment: { outcome: 'unchanged' }, check: { outcome: 'unchanged' }, calls: 4 });
  });

  it('costs twelve requests at most, with 300 comments and 1,000 findings', async (context) => {
    const { github, send } = await setUp(context);
    for (let index = 0; index < 300; index += 1) github.repository.comment('talk', 'somebody');
    const { calls, check } = await send({ report: sampleReport({ findings: sampleFindings(1000) }) });
    context.expect(calls).toBe(mostCalls);
    context.expect(github.calls).toHaveLength(mostCalls);
    context.expect(check?.annotations).toBe(250);
    context.expect(github.faults).toEqual([]);
  });

  it.for([
    ['failure', 'error'],
    ['neutral', 'warning'],
  ] as const)('concludes with %s for a finding that is an %s', async ([conclusion, severity], context) => {
    const { github, send } = await setUp(context);
    const findings = sampleFindings(1).map((each) => ({ ...each, severity }));
    await send({ report: sampleReport({ findings }) });
    context.expect(github.repository.checkRuns).toMatchObject([{ conclusion }]);
  });

  it('is dropped where the pull request has another commit by now', async (context) => {
    const { github, send } = await setUp(context, 'c'.repeat(40));
    context.expect(await send()).toMatchObject({ outcome: 'superseded', calls: 1 });
    context.expect(github.calls).toEqual(['GET /repos/{owner}/{repo}/pulls/{pull_number}']);
  });

  it('is refused where GitHub started the run for another commit', async (context) => {
    const { github, send } = await setUp(context);
    await context
      .expect(send({ trustedSha: 'd'.repeat(40) }))
      .rejects.toThrow(context.expect.objectContaining({ hint: context.expect.any(String) }));
    context.expect(github.calls).toEqual([]);
  });

  it('is refused where there is no such pull request', async (context) => {
    const { github } = await setUp(context);
    const client = githubClient({ token: 'token', apiUrl: github.apiUrl });
    const report = sampleReport({ pullRequest: 99_999 });
    await context.expect(sendReport(client, { repository, report })).rejects.toMatchObject({ status: 404 });
  });

  it('is a check only for a commit of a merge queue', async (context) => {
    const { github } = await setUp(context);
    const client = githubClient({ token: 'token', apiUrl: github.apiUrl });
    const { pullRequest: _, ...report } = sampleReport();
    const sent = await sendReport(client, { repository, report });
    context.expect(sent.comment).toBeUndefined();
    context.expect(github.repository.checkRuns).toHaveLength(1);
    context.expect(client.calls()).toBe(2);
  });

  it('becomes a check also where the comment is refused, and then fails', async (context) => {
    const { github, send } = await setUp(context);
    github.answerAlways(`GET ${comments}`, {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    await context
      .expect(send())
      .rejects.toMatchObject({ status: 403, hint: context.expect.stringContaining('pull-requests: read') });
    context.expect(github.repository.checkRuns).toHaveLength(1);
  });

  it('goes through on a bad day: two limits, two errors, and somebody who is faster', async (context) => {
    const { github, send } = await setUp(context);
    const limit = {
      status: 403,
      body: { message: 'You have exceeded a secondary rate limit' },
      headers: { 'retry-after': '1' },
    };
    github.answerOnce(`GET ${comments}`, { status: 502, body: { message: 'Server Error' } });
    github.answerOnce(`POST ${comments}`, limit);
    github.answerOnce('POST /repos/{owner}/{repo}/check-runs', limit);
    github.answerOnce('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      status: 500,
      body: { message: 'Server Error' },
    });
    github.before(`POST ${comments}`, () => void github.repository.comment(`${commentMarker}\ntheirs`));
    context.expect(await send()).toMatchObject({ outcome: 'sent' });
    context.expect(github.repository.comments).toHaveLength(1);
    context.expect(github.repository.checkRuns).toHaveLength(1);
  });
});

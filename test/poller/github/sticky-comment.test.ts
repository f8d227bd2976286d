import { describe, it, type TestContext } from 'vitest';
import { githubClient } from '../../../poller/github/client.js';
import { commentMarker } from '../../../poller/github/comment-sections.js';
import { putComment, putSection } from '../../../poller/github/sticky-comment.js';
import { startGitHub } from './fake-github.js';
import { skipWaits } from './skip-waits.js';

skipWaits();

const repository = { owner: 'acme', repo: 'platform' };
const comments = '/repos/{owner}/{repo}/issues/{issue_number}/comments';

async function setUp(context: TestContext) {
  const github = await startGitHub(context);
  const client = githubClient({ token: 'token', apiUrl: github.apiUrl, second: 5 });
  const put = (body: string, more: { id?: number; fullUrl?: string } = {}) =>
    putComment(client, { repository, pullRequest: 7, body, ...more });
  return { github, client, put, texts: () => github.repository.comments.map(({ body }) => body) };
}

describe.concurrent('the sticky comment', () => {
  it('is made where there is none', async (context) => {
    const { expect } = context;
    const { github, put, texts } = await setUp(context);
    expect(await put('first')).toMatchObject({ outcome: 'created' });
    expect(texts()).toEqual([`${commentMarker}\nfirst`]);
    expect(github.faults).toEqual([]);
  });

  it('is updated the next time, and left alone where nothing changed', async (context) => {
    const { expect } = context;
    const { github, put, texts } = await setUp(context);
    await put('first');
    expect(await put('second')).toMatchObject({ outcome: 'updated' });
    expect(await put('second')).toMatchObject({ outcome: 'unchanged' });
    expect(texts()).toEqual([`${commentMarker}\nsecond`]);
    expect(github.calls.filter((call) => call.startsWith('PATCH'))).toHaveLength(1);
    expect(github.faults).toEqual([]);
  });

  it('is found among the last of more comments than are looked through, in four requests', async (context) => {
    const { expect } = context;
    const { github, put } = await setUp(context);
    for (let index = 0; index < 730; index += 1) github.repository.comment('talk', 'somebody');
    const { id } = github.repository.comment(`${commentMarker}\nold`);
    expect(await put('new')).toMatchObject({ outcome: 'updated', id });
    expect(github.calls.filter((call) => call === `GET ${comments}`)).toHaveLength(4);
    expect(github.faults).toEqual([]);
  });

  it('is found behind 250 others', async (context) => {
    const { expect } = context;
    const { github, put } = await setUp(context);
    for (let index = 0; index < 250; index += 1) github.repository.comment('talk', 'somebody');
    const { id } = github.repository.comment(`${commentMarker}\nold`);
    for (let index = 0; index < 50; index += 1) github.repository.comment('talk', 'somebody');
    expect(await put('new')).toMatchObject({ outcome: 'updated', id });
  });

  it('is not one that a stranger began with our marker', async (context) => {
    const { expect } = context;
    const { github, put, texts } = await setUp(context);
    github.repository.comment(`${commentMarker}\nall is well`, 'stranger');
    expect(await put('3 errors')).toMatchObject({ outcome: 'created' });
    expect(texts()).toEqual([`${commentMarker}\nall is well`, `${commentMarker}\n3 errors`]);
  });

  it('is not searched where its id is known, unless it is gone', async (context) => {
    const { expect } = context;
    const { github, put } = await setUp(context);
    const { id } = github.repository.comment('any');
    expect(await put('text', { id })).toMatchObject({ outcome: 'updated', id });
    expect(github.calls.map((call) => call.split(' ')[0])).toEqual(['GET', 'PATCH']);
    expect(await put('text', { id: 999_999 })).toMatchObject({ outcome: 'unchanged', id });
  });

  it('stays one where another run makes its own between looking and making', async (context) => {
    const { expect } = context;
    const { github, put, texts } = await setUp(context);
    github.before(`POST ${comments}`, () => void github.repository.comment(`${commentMarker}\ntheirs`));
    await put('ours');
    expect(texts()).toEqual([`${commentMarker}\nours`]);
    expect(github.faults).toEqual([]);
  });

  it('stays one where two runs go at the same time', async (context) => {
    const { expect } = context;
    const { github, put, texts } = await setUp(context);
    await Promise.all([put('one'), put('two')]);
    expect(texts()).toHaveLength(1);
    expect(github.faults).toEqual([]);
  });

  it('becomes one again where earlier runs left several', async (context) => {
    const { expect } = context;
    const { github, put, texts } = await setUp(context);
    for (const body of ['a', 'b', 'c']) github.repository.comment(`${commentMarker}\n${body}`);
    await put('new');
    expect(texts()).toEqual([`${commentMarker}\nnew`]);
  });

  it('is made once where GitHub made it and then answered with an error', async (context) => {
    const { expect } = context;
    const { github, put, texts } = await setUp(context);
    github.before(`POST ${comments}`, () => void github.repository.comment(`${commentMarker}\ntext`));
    github.answerOnce(`POST ${comments}`, { status: 502, body: { message: 'Server Error' } });
    await put('text');
    expect(texts()).toEqual([`${commentMarker}\ntext`]);
  });

  it('is cut to what GitHub takes, with a link to the whole', async (context) => {
    const { expect } = context;
    const { put, texts } = await setUp(context);
    const fullUrl = 'https://github.com/acme/platform/actions/runs/5';
    await put('a line of words\n'.repeat(10_000), { fullUrl });
    const [text = ''] = texts();
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain(`(${fullUrl})`);
  });

  it('keeps the sections of commits, and the report, for the other writer', async (context) => {
    const { expect } = context;
    const { github, client, put, texts } = await setUp(context);
    const section = (commit: string, text: string, id?: number) =>
      putSection(client, { repository, pullRequest: 7, commit, section: text, id });
    const { id } = await put('the report');
    await section('a'.repeat(40), 'it syncs', id);
    await section('a'.repeat(40), 'it is live', id);
    await put('the report again');
    const one = `<!-- tenantry:commit ${'a'.repeat(40)} -->\nit is live\n<!-- /tenantry:commit -->`;
    expect(texts()).toEqual([`${commentMarker}\nthe report again\n\n${one}`]);
    await section('b'.repeat(40), 'it syncs');
    expect(texts()[0]).toContain(one);
    expect(github.faults).toEqual([]);
  });

  it('takes a section where the workflow wrote the report, and a stranger one of his own', async (context) => {
    const { expect } = context;
    const { github, client, texts } = await setUp(context);
    github.repository.comment(`${commentMarker}\nforged`, 'stranger');
    const { id } = github.repository.comment(`${commentMarker}\nthe report`, 'github-actions[bot]');
    const given = { repository, pullRequest: 7, commit: 'a'.repeat(40), section: 'live' };
    expect(await putSection(client, given)).toMatchObject({ outcome: 'updated', id });
    expect(texts()).toHaveLength(2);
    expect(texts()[1]).toMatch(/the report\n\n<!-- tenantry:commit a+ -->\nlive/);
  });

  it('gets one of its own for sections where the workflow’s may not be changed', async (context) => {
    const { expect } = context;
    const { github, client, texts } = await setUp(context);
    github.repository.comment(`${commentMarker}\nthe report`, 'github-actions[bot]');
    const answer = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.answerOnce('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', answer);
    const given = { repository, pullRequest: 7, commit: 'a'.repeat(40), section: 'live' };
    expect(await putSection(client, given)).toMatchObject({ outcome: 'created' });
    expect(texts()).toHaveLength(2);
  });
});

import { describe, it, type TestContext } from 'vitest';
import { githubClient } from '../../../poller/github/client.js';
import { tenantProposal } from '../../../poller/github/proposals.js';
import { type Proposal, type ProposedFile, proposeFiles } from '../../../poller/github/propose-files.js';
import { startGitHub } from './fake-github.js';
import { skipWaits } from './skip-waits.js';

skipWaits();

const branch = 'tenantry/add-acme';
const path = 'tenants/acme.yaml';
const text = 'kind: Tenant ü\n';
const proposal: Proposal = {
  repository: { owner: 'acme', repo: 'platform' },
  branch,
  files: [{ path, text }],
  title: 'tenants: add acme',
  body: 'text',
};
const pulls = '/repos/{owner}/{repo}/pulls';

async function setUp(context: TestContext) {
  const github = await startGitHub(context);
  const propose = (changes: Partial<Proposal> = {}) =>
    proposeFiles(githubClient({ token: 'token', apiUrl: github.apiUrl, second: 5 }), { ...proposal, ...changes });
  return { github, propose };
}

describe.concurrent('a proposal', () => {
  it('becomes a branch, a commit and a pull request', async (context) => {
    const { github, propose } = await setUp(context);
    context.expect(await propose()).toMatchObject({ outcome: 'opened' });
    context.expect(github.repository.read(branch, path)).toBe(text);
    context.expect(github.repository.read('main', path)).toBeUndefined();
    context
      .expect(github.repository.pulls)
      .toMatchObject([{ head: branch, base: 'main', title: proposal.title, body: 'text' }]);
    context.expect(github.faults).toEqual([]);
    context.expect(github.calls.length).toBeLessThanOrEqual(12);
  });

  it('stays one pull request, whose branch is brought up to date', async (context) => {
    const { github, propose } = await setUp(context);
    const { number } = await propose();
    context.expect(await propose()).toMatchObject({ outcome: 'unchanged', number });
    context.expect(await propose({ files: [{ path, text: 'other\n' }] })).toMatchObject({ outcome: 'updated', number });
    context.expect(github.repository.read(branch, path)).toBe('other\n');
    context.expect(github.repository.pulls).toHaveLength(1);
    context.expect(github.faults).toEqual([]);
  });

  it('is committed again on the new head where somebody else was faster', async (context) => {
    const { github, propose } = await setUp(context);
    github.before('POST /graphql', () => void github.repository.commit(branch, 'other.yaml', 'theirs'));
    context.expect(await propose()).toMatchObject({ outcome: 'opened' });
    context.expect(github.repository.read(branch, 'other.yaml')).toBe('theirs');
    context.expect(github.repository.read(branch, path)).toBe(text);
    context.expect(github.calls.filter((call) => call === 'POST /graphql')).toHaveLength(2);
  });

  it('ends where others write the branch all the time', async (context) => {
    const { github, propose } = await setUp(context);
    const error = { type: 'STALE_DATA', message: 'Expected branch to point to another commit' };
    github.answerAlways('POST /graphql', {
      status: 200,
      body: { data: { createCommitOnBranch: null }, errors: [error] },
    });
    await context.expect(propose()).rejects.toMatchObject({ types: ['STALE_DATA'], hint: context.expect.any(String) });
    context.expect(github.calls.filter((call) => call === 'POST /graphql')).toHaveLength(5);
  });

  it('uses the branch and the pull request that another run made meanwhile', async (context) => {
    const { github, propose } = await setUp(context);
    github.before(
      'POST /repos/{owner}/{repo}/git/refs',
      () => void github.repository.heads.set(branch, '1'.repeat(40)),
    );
    github.before(`POST ${pulls}`, () => void github.repository.pull(branch, '1'.repeat(40)));
    context.expect(await propose()).toMatchObject({ outcome: 'updated' });
    context.expect(github.repository.pulls).toHaveLength(1);
    context.expect(github.faults).toEqual([]);
  });

  it('is opened anew where the earlier one was closed', async (context) => {
    const { github, propose } = await setUp(context);
    await propose();
    for (const pull of github.repository.pulls) pull.open = false;
    context.expect(await propose()).toMatchObject({ outcome: 'opened' });
    context.expect(github.repository.pulls).toHaveLength(2);
  });

  it('starts again from the base where the earlier one was merged', async (context) => {
    const { github, propose } = await setUp(context);
    await propose();
    github.repository.commit(branch, 'left-over.yaml', 'old');
    for (const pull of github.repository.pulls) pull.open = false;
    const head = github.repository.commit('main', 'newer.yaml', 'new');
    context
      .expect(await propose({ files: [{ path: 'tenants/other.yaml', text }] }))
      .toMatchObject({ outcome: 'opened' });
    context.expect(github.repository.read(branch, 'newer.yaml')).toBe('new');
    context.expect(github.repository.read(branch, 'left-over.yaml')).toBeUndefined();
    context.expect(github.repository.heads.get('main')).toBe(head);
    context.expect(github.faults).toEqual([]);
  });

  it('is refused where the base has the file already', async (context) => {
    const { github, propose } = await setUp(context);
    github.repository.commit('main', path, 'somebody else’s');
    await context
      .expect(propose())
      .rejects.toThrow(context.expect.objectContaining({ hint: context.expect.any(String) }));
    context.expect(github.repository.heads.has(branch)).toBe(false);
  });

  it('says which permission is missing for the commit', async (context) => {
    const { github, propose } = await setUp(context);
    const error = { type: 'FORBIDDEN', message: 'Resource not accessible by integration' };
    github.answerAlways('POST /graphql', {
      status: 200,
      body: { data: { createCommitOnBranch: null }, errors: [error] },
    });
    await context.expect(propose()).rejects.toMatchObject({ hint: context.expect.stringContaining('contents: write') });
  });

  it('goes through where GitHub made the commit and then answered with an error', async (context) => {
    const { github, propose } = await setUp(context);
    github.before('POST /graphql', () => void github.repository.commit(branch, path, text));
    github.answerOnce('POST /graphql', { status: 502, body: { message: 'Server Error' } });
    context.expect(await propose()).toMatchObject({ outcome: 'opened' });
    context.expect(github.repository.read(branch, path)).toBe(text);
  });

  it('has words in which a stranger’s name calls nobody', ({ expect }) => {
    const displayName = '@everyone <b>';
    const { body, branch: named } = tenantProposal({
      id: 'acme',
      displayName,
      description: 'd',
      url: 'https://acme.example',
      domains: [],
    });
    expect(named).toBe(branch);
    expect(body).toContain(`\`${displayName}\``);
    expect(body).not.toContain('domains');
  });
});

describe.concurrent('a proposal that changes files', () => {
  const change = (id: string): ProposedFile => ({
    path: `tenants/${id}.yaml`,
    before: `${id} runs`,
    text: `${id} rests`,
  });
  const [acme, bolt] = [change('acme'), change('bolt')];
  const whole = { wholeOf: 'tenants/', branch: 'tenantry/expire' };

  async function setUpBase(context: TestContext) {
    const { github, propose } = await setUp(context);
    github.repository.commitAll(
      'main',
      [acme, bolt].map(({ path: at, before = '' }) => [at, before] as const),
    );
    const read = ({ path: at }: ProposedFile) => github.repository.read(whole.branch, at);
    return { github, read, propose: (files: ProposedFile[], words = {}) => propose({ ...whole, ...words, files }) };
  }

  it('holds all of them in one commit', async (context) => {
    const { github, propose, read } = await setUpBase(context);
    context.expect(await propose([acme, bolt])).toMatchObject({ outcome: 'opened' });
    context.expect([read(acme), read(bolt)]).toEqual([acme.text, bolt.text]);
    context.expect(github.calls.filter((call) => call === 'POST /graphql')).toHaveLength(1);
    context.expect(github.faults).toEqual([]);
  });

  it('is refused where the base has another text than here', async (context) => {
    const { github, propose } = await setUpBase(context);
    github.repository.commit('main', acme.path, 'somebody else’s');
    await context
      .expect(propose([acme, bolt]))
      .rejects.toMatchObject({ hint: context.expect.stringContaining('main') });
    context.expect(github.repository.heads.has(whole.branch)).toBe(false);
  });

  it('changes nothing where it is run again for the same', async (context) => {
    const { github, propose } = await setUpBase(context);
    const { number } = await propose([acme, bolt]);
    const head = github.repository.heads.get(whole.branch);
    context
      .expect(await propose([acme, bolt]))
      .toEqual({ outcome: 'unchanged', number, url: context.expect.any(String) });
    context.expect(github.repository.heads.get(whole.branch)).toBe(head);
    context.expect(github.faults).toEqual([]);
  });

  it('takes back what is not proposed any more, in its own folder only, and says so', async (context) => {
    const { github, propose, read } = await setUpBase(context);
    const { number } = await propose([acme, bolt]);
    github.repository.commit(whole.branch, 'notes.md', 'a reviewer’s');
    github.repository.commit('main', acme.path, 'acme goes on');
    context.expect(await propose([bolt], { body: 'only bolt' })).toMatchObject({ outcome: 'updated', number });
    context.expect([read(acme), read(bolt)]).toEqual(['acme goes on', bolt.text]);
    context.expect(github.repository.read(whole.branch, 'notes.md')).toBe('a reviewer’s');
    context.expect(github.repository.pulls).toMatchObject([{ number, body: 'only bolt', open: true }]);
    context.expect(github.faults).toEqual([]);
  });

  it('says other words where only they are new', async (context) => {
    const { github, propose } = await setUpBase(context);
    await propose([acme]);
    const head = github.repository.heads.get(whole.branch);
    context.expect(await propose([acme], { title: 'other' })).toMatchObject({ outcome: 'updated' });
    context.expect(github.repository.pulls).toMatchObject([{ title: 'other' }]);
    context.expect(github.repository.heads.get(whole.branch)).toBe(head);
  });
});

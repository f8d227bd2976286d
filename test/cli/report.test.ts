import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'vitest';
import { starterFiles } from '../../cli/init/init.js';
import { writeNewFiles } from '../../cli/init/write-new-files.js';
import { git } from '../../generator/publish/git.js';
import { commentMarker } from '../../poller/github/comment-sections.js';
import { startGitHub } from '../poller/github/fake-github.js';
import { temporaryFolder } from '../temporary-folder.js';
import { runCli } from './run-cli.js';

const given = ['--display-name', 'Bolt Garage', '--blueprint', 'starter', '--tier', 'basic', '--region', 'eu-west'];
const bolt = ['add', 'bolt', ...given, '--owner-name', 'Office', '--owner-email', 'office@bolt.example'];

/** A platform in a folder of a git repository with one commit, and a GitHub beside it. */
async function setUp(context: TestContext, folder = '.') {
  const [repository, github] = [temporaryFolder(), await startGitHub(context)];
  const root = join(repository, folder);
  writeNewFiles(root, starterFiles({ name: 'garage', baseDomain: 'garage.example' }));
  await git(['-C', repository, 'init', '--quiet', '--initial-branch', 'main']);
  await git(['-C', root, 'remote', 'add', 'origin', 'https://github.com/acme/platform.git']);
  const headSha = await commitAll(root);
  const env = { GH_TOKEN: 'ghs_secret', GITHUB_API_URL: github.apiUrl };
  const run = (...args: string[]) => runCli([...args, '--output', 'json'], { cwd: root, env });
  return { root, github, headSha, env, run };
}

async function commitAll(root: string): Promise<string> {
  await git(['-C', root, 'add', '--all']);
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@garage.example', '-c', 'commit.gpgsign=false'];
  await git([...person, '-C', root, 'commit', '--quiet', '--message', 'change']);
  return git(['-C', root, 'rev-parse', 'HEAD']);
}

describe('reporting to a pull request', () => {
  it('goes from a changed tenant to a comment and a check, in six requests', async (context) => {
    const { expect } = context;
    const { root, github, headSha: base, run } = await setUp(context);
    await run(...bolt);
    const headSha = await commitAll(root);
    const { number } = github.repository.pull('change', headSha);
    const made = await run('validate', '--report', 'report', '--from', base, '--pull-request', String(number));
    expect(made.code).toBe(0);
    const sent = await run('report', 'report');
    expect(sent).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(sent.stdout)).toMatchObject({ outcome: 'sent', conclusion: 'success', calls: 6 });
    expect(github.repository.comments[0]?.body).toContain('new: `bolt`');
    expect(github.repository.checkRuns).toMatchObject([{ head_sha: headSha, conclusion: 'success' }]);
    expect(github.faults).toEqual([]);
  });

  it('shows findings on their lines, and fails the check but not the command', async (context) => {
    const { expect } = context;
    const { root, github, run } = await setUp(context);
    writeFileSync(join(root, 'tenants', 'broken.yaml'), 'kind: [\n');
    const headSha = await commitAll(root);
    const { number } = github.repository.pull('change', headSha);
    expect((await run('validate', '--report', 'report', '--pull-request', String(number))).code).toBe(1);
    expect((await run('report', 'report')).code).toBe(0);
    const [check] = github.repository.checkRuns;
    expect(check?.conclusion).toBe('failure');
    expect(check?.annotations).toEqual(
      expect.arrayContaining([expect.objectContaining({ path: 'tenants/broken.yaml', annotation_level: 'failure' })]),
    );
  });

  it('is printed without asking GitHub, and without a token', async (context) => {
    const { expect } = context;
    const { root, github, run } = await setUp(context);
    await run('validate', '--report', 'report');
    const { code, stdout } = await runCli(['report', 'report', '--dry-run'], { cwd: root });
    expect(code).toBe(0);
    expect(stdout.startsWith(commentMarker)).toBe(true);
    expect(github.calls).toEqual([]);
  });

  it('believes GitHub about the commit, not the report', async (context) => {
    const { expect } = context;
    const { root, github, headSha, env, run } = await setUp(context);
    const { number } = github.repository.pull('change', headSha);
    await run('validate', '--report', 'report', '--pull-request', String(number));
    const event = join(root, 'event.json');
    writeFileSync(
      event,
      JSON.stringify({ workflow_run: { id: 1, head_sha: 'f'.repeat(40), event: 'pull_request', head_branch: 'a' } }),
    );
    const sent = await runCli(['report', 'report'], { cwd: root, env: { ...env, GITHUB_EVENT_PATH: event } });
    expect(sent.code).toBe(3);
    expect(github.calls).toEqual([]);
  });

  it('ends with 3 and never says the token where there is none that GitHub takes', async (context) => {
    const { expect } = context;
    const { root, github, run } = await setUp(context);
    await run('validate', '--report', 'report', '--pull-request', '7');
    github.answerAlways('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      status: 401,
      body: { message: 'Bad credentials' },
    });
    const refused = await run('report', 'report');
    expect(refused.code).toBe(3);
    expect(refused.stdout + refused.stderr).not.toContain('ghs_secret');
    const without = await runCli(['report', 'report'], { cwd: root });
    expect(without.code).toBe(3);
    expect(without.stderr).toContain('GITHUB_TOKEN');
  });
});

describe('tenantry add --pr', () => {
  it('opens one pull request, however often it runs, and writes nothing here', async (context) => {
    const { expect } = context;
    const { root, github, run } = await setUp(context);
    const first = await run(...bolt, '--pr');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const second = await run(...bolt, '--pr');
    const { pullRequest, text } = JSON.parse(first.stdout) as { pullRequest: { number: number }; text: string };
    expect(JSON.parse(first.stdout)).toMatchObject({ outcome: 'opened', branch: 'tenantry/add-bolt' });
    expect(JSON.parse(second.stdout)).toMatchObject({ outcome: 'unchanged', pullRequest });
    expect(github.repository.read('tenantry/add-bolt', 'tenants/bolt.yaml')).toBe(text);
    expect(github.repository.pulls).toHaveLength(1);
    expect(await git(['-C', root, 'status', '--porcelain'])).toBe('');
    expect(github.faults).toEqual([]);
  });

  it('puts the file below the platform’s folder in its repository', async (context) => {
    const { expect } = context;
    const { root, github, env } = await setUp(context, 'platforms/garage');
    const { code } = await runCli([...bolt, '--pr'], { cwd: root, env });
    expect(code).toBe(0);
    expect(github.repository.read('tenantry/add-bolt', 'platforms/garage/tenants/bolt.yaml')).toContain('name: bolt');
  });

  it('asks GitHub nothing in a dry run', async (context) => {
    const { expect } = context;
    const { github, run } = await setUp(context);
    const { stdout } = await run(...bolt, '--pr', '--dry-run');
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'dry-run', id: 'bolt' });
    expect(github.calls).toEqual([]);
  });
});

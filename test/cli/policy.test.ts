import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../../cli/show-result.js';
import { readReport } from '../../poller/github/validation/report-file.js';
import { starterFolder } from './init/starter-folder.js';
import { runCli } from './run-cli.js';

const policy = `  policy:
    teams: {support: {members: [mona-example]}, platform: {}}
    rules:
      - {may: [change-env], who: {teams: [support]}}
      - {may: [suspend-tenant], who: {teams: [support]}, approvals: {by: {teams: [platform]}}}
`;
const tenant = 'tenants/acme.yaml';
let folder: string;

beforeEach(async () => {
  folder = starterFolder();
  appendFileSync(join(folder, 'platform.yaml'), policy);
  await runCli(['render'], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  commit('begin');
});

describe('tenantry policy', () => {
  it('permits what the author may do', async () => {
    appendFileSync(join(folder, tenant), '  env: {web: {PODINFO_UI_COLOR: "#34577c"}}\n');
    const result = await judge('--author', 'mona-example');
    expect(result).toMatchObject({ code: exitCodes.fine, answer: { outcome: 'allowed', findings: [] } });
    expect(result.answer.actions).toMatchObject([{ kind: 'change-env', tenant: 'acme', standing: 'allowed' }]);
  });

  it('refuses what the author may not do, and says on which line', async () => {
    appendFileSync(join(folder, tenant), '  domains: [shop.acme.example]\n');
    const { code, answer } = await judge('--author', 'mona-example');
    expect(code).toBe(exitCodes.findings);
    const line = readFileSync(join(folder, tenant), 'utf8').trimEnd().split('\n').length;
    expect(answer.findings).toMatchObject([{ code: 'policy/not-allowed', place: { file: tenant, line } }]);
  });

  it('waits for an approval, and takes the members of teams from a file', async () => {
    appendFileSync(join(folder, tenant), '  lifecycle: suspended\n');
    writeFileSync(join(folder, 'teams.json'), JSON.stringify({ platform: ['pat-example'] }));
    const author = ['--author', 'mona-example', '--teams', join(folder, 'teams.json')];
    expect(await judge(...author)).toMatchObject({ code: exitCodes.findings, answer: { outcome: 'waiting' } });
    const approved = await judge(...author, '--approved-by', 'sam-example', 'pat-example');
    expect(approved).toMatchObject({ code: exitCodes.fine, answer: { outcome: 'allowed' } });
  });

  it('takes teams that git keeps as they are where the change is to go', async () => {
    const teams = join(folder, 'teams.json');
    const judgeApproved = () => judge('--author', 'mona-example', '--teams', teams, '--approved-by', 'sam-example');
    git('switch', '--quiet', '--create', 'mine');
    appendFileSync(join(folder, tenant), '  lifecycle: suspended\n');
    await runCli(['render'], { cwd: folder });
    writeFileSync(teams, JSON.stringify({ platform: ['sam-example'] }));
    commit('suspend, and say who approves it');
    expect(await judgeApproved()).toMatchObject({ code: exitCodes.findings, answer: { outcome: 'waiting' } });

    git('switch', '--quiet', 'main');
    writeFileSync(teams, JSON.stringify({ platform: ['pat-example'] }));
    commit('teams');
    git('switch', '--quiet', 'mine');
    git('merge', '--quiet', '--no-edit', '--strategy-option=ours', 'main');
    expect(JSON.parse(readFileSync(teams, 'utf8'))).toEqual({ platform: ['sam-example'] });
    expect(await judgeApproved()).toMatchObject({ code: exitCodes.findings, answer: { outcome: 'waiting' } });
  });

  it('adds what it found to the report of the pull request', async () => {
    appendFileSync(join(folder, tenant), '  lifecycle: suspended\n');
    const report = join(folder, 'report');
    const validated = await runCli(['validate', '--report', report], { cwd: folder });
    expect(validated.code).toBe(exitCodes.fine);
    const before = readReport(report).findings.map(({ code }) => code);
    await judge('--author', 'mona-example', '--report', report);
    expect(readReport(report).findings.map(({ code }) => code)).toEqual(['policy/approval-missing', ...before]);
    const preview = await runCli(['report', report, '--dry-run'], { cwd: folder });
    expect(preview.stdout).toContain('`policy/approval-missing`');
  });

  it('says so where there is no report to add to', async () => {
    expect(await judge('--author', 'mona-example', '--report', 'nowhere')).toMatchObject({ code: exitCodes.outside });
  });

  it('judges commits of the branch by the policy of where they are to go', async () => {
    git('switch', '--quiet', '--create', 'mine');
    const file = join(folder, 'platform.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('may: [change-env]', 'may: [change-env, change-policy]'));
    commit('more rights for me');
    const { code, answer } = await judge('--author', 'mona-example');
    expect(code).toBe(exitCodes.findings);
    expect(answer.findings).toMatchObject([{ code: 'policy/not-allowed', place: { file: 'platform.yaml' } }]);
  });

  it('refuses a rendered file that was edited or removed by hand', async () => {
    const file = 'dist/clusters/eu-west/tenants/acme/network.yaml';
    appendFileSync(join(folder, file), '# mine\n');
    const edited = {
      code: exitCodes.findings,
      answer: { findings: [{ code: 'policy/edited-by-hand', place: { file } }] },
    };
    expect(await judge('--author', 'mona-example')).toMatchObject(edited);
    rmSync(join(folder, file));
    expect(await judge('--author', 'mona-example')).toMatchObject(edited);
  });

  it('refuses a rendered folder that was taken from Tenantry', async () => {
    rmSync(join(folder, 'dist/.tenantry.json'));
    expect(await judge('--author', 'mona-example')).toMatchObject({
      code: exitCodes.findings,
      answer: { outcome: 'refused' },
    });
  });

  it('has nothing against a file that is not rendered anew yet', async () => {
    appendFileSync(join(folder, tenant), '  env: {web: {PODINFO_UI_COLOR: "#34577c"}}\n');
    expect(await judge('--author', 'mona-example')).toMatchObject({ code: exitCodes.fine });
    await runCli(['render'], { cwd: folder });
    expect(await judge('--author', 'mona-example')).toMatchObject({ code: exitCodes.fine });
  });

  it('does not compare with a branch that has gone on', async () => {
    git('switch', '--quiet', '--create', 'mine');
    git('switch', '--quiet', 'main');
    commit('something else');
    git('switch', '--quiet', 'mine');
    const result = await judge('--author', 'mona-example');
    expect(result.code).toBe(exitCodes.outside);
    expect(result.answer).toMatchObject({ error: { hint: expect.stringContaining('git merge main') } });
  });

  it.each([
    ['without an author', ['policy', '--from', 'main']],
    ['without a base', ['policy', '--author', 'mona-example']],
    ['with teams that are not there', ['policy', '--from', 'main', '--author', 'a', '--teams', 'missing.json']],
    ['with teams that are none', ['policy', '--from', 'main', '--author', 'a', '--teams', 'platform.yaml']],
  ])('is not to be used %s', async (_, args) => {
    expect((await runCli(args, { cwd: folder })).code).toBe(exitCodes.usage);
  });
});

async function judge(...args: string[]) {
  const { code, stdout } = await runCli(['policy', '--from', 'main', '--output', 'json', ...args], { cwd: folder });
  return { code, answer: JSON.parse(stdout) as { outcome: string; actions: unknown; findings: unknown } };
}

function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', message);
}

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Reader', '-c', 'user.email=reader@platform.example'];
  execFileSync('git', ['-C', folder, ...identity, ...args]);
}

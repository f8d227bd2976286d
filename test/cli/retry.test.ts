import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { starterFolder } from './init/starter-folder.js';
import { runCli } from './run-cli.js';

function git(folder: string, ...argv: readonly string[]): string {
  const person = ['-c', 'user.name=Jane', '-c', 'user.email=jane@a.example'];
  return execFileSync('git', ['-C', folder, ...person, ...argv], { encoding: 'utf8' }).trim();
}

const published = (folder: string, ...argv: readonly string[]) => git(join(folder, '.tenantry/gitops.git'), ...argv);
const commits = (folder: string) => Number(published(folder, 'rev-list', '--count', 'main'));

/** A platform with a policy, published from a commit. */
async function publishedPlatform(may = 'retry-tenant') {
  const cwd = starterFolder();
  const policy = `  policy:\n    rules:\n      - {may: [${may}], who: {users: [mona-example]}}\n`;
  const text = readFileSync(join(cwd, 'platform.yaml'), 'utf8');
  writeFileSync(join(cwd, 'platform.yaml'), text.replace(/^ {2}policy:[\s\S]*?(?=^ {2}\w|(?![\s\S]))/m, '') + policy);
  git(cwd, 'init', '--quiet');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '--quiet', '--message=first');
  const { code, stderr } = await runCli(['publish', '--no-out'], { cwd });
  if (code !== 0) throw new Error(stderr);
  const retry = (...argv: string[]) => runCli(['retry', 'acme', ...argv], { cwd });
  return { cwd, source: git(cwd, 'rev-parse', 'HEAD'), retry };
}

describe('tenantry retry', { timeout: 180_000 }, () => {
  it('publishes the marker alone, with why, by whom and from which source commit', async () => {
    const { cwd, source, retry } = await publishedPlatform();
    appendFileSync(join(cwd, 'tenants/acme.yaml'), '  createdOn: 2026-05-01\n');
    git(cwd, 'commit', '--quiet', '--all', '--message=later');
    const reason = 'the quota\nSource-Commit: forged';
    const { code, stderr } = await retry('--author', 'mona-example', '--reason', reason);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const trailers = published(cwd, 'log', '-1', '--format=%(trailers)', 'main').split('\n').filter(Boolean);
    expect(trailers).toEqual([
      `Source-Commit: ${source}`,
      expect.stringMatching(/^Source-Requested-At: /),
      expect.stringMatching(/^Source-Merged-At: /),
      'Tenants-Changed: acme',
      'Retried-By: mona-example',
    ]);
    const changed = published(cwd, 'diff', '--name-only', 'main~1', 'main').split('\n');
    expect(changed.map((path) => path.split('/').at(-1))).toEqual(['acme.json', 'namespace.yaml']);
  });

  it('makes one commit for all who ask at the same time', async () => {
    const { cwd, retry } = await publishedPlatform();
    const before = commits(cwd);
    const ends = await Promise.all([retry('--output', 'json'), retry('--output', 'json'), retry('--output', 'json')]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    const outcomes = ends.map(({ stdout }) => JSON.parse(stdout).outcome as string);
    expect(outcomes.sort()).toEqual(['committed', 'unchanged', 'unchanged']);
    expect(commits(cwd)).toBe(before + 1);
    const again = await runCli(['publish', '--no-out', '--output', 'json'], { cwd });
    expect(JSON.parse(again.stdout)).toMatchObject({ outcome: 'unchanged' });
  });

  it('is for those whom the policy names', async () => {
    const { cwd, retry } = await publishedPlatform();
    const before = commits(cwd);
    const { code, stdout } = await retry('--author', 'stranger', '--output', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'refused', findings: [{ code: 'policy/unknown-user' }] });
    const env = { GITHUB_ACTOR: 'mona-example', GITHUB_TRIGGERING_ACTOR: 'stranger' };
    expect(await runCli(['retry', 'acme'], { cwd, env })).toMatchObject({ code: 1 });
    expect(commits(cwd)).toBe(before);
  });

  it('permits nothing that the policy does not name', async () => {
    const { retry } = await publishedPlatform('add-tenant');
    const { stdout } = await retry('--author', 'mona-example', '--output', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ code: 'policy/not-allowed' }] });
  });

  it('says which tenant is not published, and makes no repository for it', async () => {
    const cwd = starterFolder();
    const { code, stdout } = await runCli(['retry', 'acme', '--output', 'json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ code: 'retry/not-published', tenant: 'acme' }] });
    expect(existsSync(join(cwd, '.tenantry'))).toBe(false);
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskTree } from '../../generator/tree/disk-tree.js';
import { sampleTenants } from '../sample-platform.js';
import { temporaryFolder } from '../temporary-folder.js';
import { platformFolder, writeFile } from './platform-folder.js';
import { runCli, runProcess } from './run-cli.js';

const broken = { 'tenants/broken.yaml': 'apiVersion: [' };
const nowhere = '  gitops:\n    branch: main\n    pushTo: file:///nonexistent/gitops.git';

function unreachable(folder: string): void {
  const text = readFileSync(join(folder, 'platform.yaml'), 'utf8');
  writeFile(folder, 'platform.yaml', text.replace('  gitops:\n    branch: main', nowhere));
}

/** The environment of a machine without git. */
const noGit = () => ({ PATH: temporaryFolder() });

/** The embedded repository's branch; empty where there is none. */
function head(folder: string): string {
  const ref = ['--git-dir', join(folder, '.tenantry/gitops.git'), 'rev-parse', 'refs/heads/main'];
  return execFileSync('git', ref, { encoding: 'utf8' }).trim();
}

describe('the exit code', { timeout: 120_000 }, () => {
  it.each([
    [['publish']],
    [['publish', '--dry-run']],
    [['validate']],
    [['render']],
    [['explain', 'acme-auto']],
    [['explain', 'acme-auto', 'services.api']],
    [['bootstrap']],
    [['--help']],
    [['--version']],
  ])('of %j is 0 on a sound platform', async (args) => {
    expect(await runCli(args, { cwd: platformFolder() })).toMatchObject({ code: 0 });
  });

  it('is 1 with a broken tenant, and every other one goes out', async () => {
    const cwd = platformFolder(broken);
    const { code, stdout } = await runCli(['publish', '--output', 'json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'committed', tenants: { added: { length: sampleTenants } } });
    for (const command of ['validate', 'render']) expect(await runCli([command], { cwd })).toMatchObject({ code: 1 });
  });

  it('is 1 for the plan of a tenant that its tier refuses, and the reason is told', async () => {
    const text = readFileSync(join(platformFolder(), 'tenants/acme-auto.yaml'), 'utf8');
    const cwd = platformFolder({ 'tenants/acme-auto.yaml': text.replace('storage: 80Gi', 'storage: 900Gi') });
    const { code, stdout } = await runCli(['explain', 'acme-auto', '--output', 'json'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([{ code: 'plan/above-ceiling', tenant: 'acme-auto' }]);
  });

  it('is 1 with a broken platform, and nothing is made', async () => {
    const cwd = platformFolder({ 'platform.yaml': 'kind: Platform\n' });
    for (const args of [['publish'], ['validate'], ['render'], ['bootstrap'], ['explain', 'acme-auto']])
      expect(await runCli(args, { cwd })).toMatchObject({ code: 1 });
    expect(() => readFileSync(join(cwd, '.tenantry/gitops.git/HEAD'))).toThrow('ENOENT');
    expect((await diskTree(join(cwd, 'dist')).list()).size).toBe(0);
  });

  it('of render --check says whether the folder is up to date, and changes nothing', async () => {
    const cwd = platformFolder();
    expect(await runCli(['render', '--check'], { cwd })).toMatchObject({ code: 1 });
    expect((await diskTree(join(cwd, 'dist')).list()).size).toBe(0);
    await runCli(['render'], { cwd });
    expect(await runCli(['render', '--check'], { cwd })).toMatchObject({ code: 0 });
    rmSync(join(cwd, 'dist/clusters/eu-west/tenants/acme-auto/network.yaml'));
    const { code, stdout } = await runCli(['render', '--check', '--output=json'], { cwd });
    expect(code).toBe(1);
    const file = 'dist/clusters/eu-west/tenants/acme-auto/network.yaml';
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'stale', findings: [{ code: 'tree/stale', place: { file } }] });
  });

  it.each([
    [[]],
    [['pubish']],
    [['publish', '--outt', 'x']],
    [['publish', '--output', 'xml']],
    [['publish', 'acme-auto']],
    [['explain']],
    [['explain', 'nobody']],
    [['explain', 'acme-auto', 'services.apy']],
  ])('of %j is 2', async (args) => {
    const { code, stdout, stderr } = await runCli(args, { cwd: platformFolder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it('is 3 where the repository can not be reached, and nothing changes, dist/ neither', async () => {
    const cwd = platformFolder();
    await runCli(['render'], { cwd });
    const before = await diskTree(join(cwd, 'dist')).list();
    writeFile(
      cwd,
      'tenants/new.yaml',
      readFileSync(join(cwd, 'tenants/bolt-garage.yaml'), 'utf8').replace('bolt-garage', 'new'),
    );
    unreachable(cwd);
    const { code, stdout } = await runCli(['publish', '--output', 'json'], { cwd });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'outside', hint: expect.any(String) }, findings: [] });
    expect(await diskTree(join(cwd, 'dist')).list()).toEqual(before);
  });

  it('is that of the process', async () => {
    const cwd = platformFolder(broken);
    const runs = [['--version'], ['validate'], ['pubish'], ['validate', '--root', 'nowhere']];
    const results = await Promise.all(runs.map((args) => runProcess(args, { cwd })));
    expect(results.map(({ code }) => code)).toEqual([0, 1, 2, 3]);
  });

  it('is 3 where there is no git, and where the folder is not there', async () => {
    const cwd = platformFolder();
    const { code, stderr } = await runCli(['publish'], { cwd, env: noGit() });
    expect(code).toBe(3);
    expect(stderr).toContain('git');
    expect(await runCli(['validate', '--root', 'nowhere'], { cwd })).toMatchObject({ code: 3 });
    expect(await runCli(['validate', '--schemas', 'nowhere'], { cwd })).toMatchObject({ code: 3 });
  });

  it('is not 3 where there is no git and dist/ tells what is published', async () => {
    const cwd = platformFolder();
    await runCli(['publish'], { cwd });
    for (const args of [['validate'], ['render', '--check'], ['explain', 'acme-auto'], ['bootstrap']])
      expect(await runCli(args, { cwd, env: noGit() })).toMatchObject({ code: 0 });
  });

  it('is 3 where dist/ can not be written after the commit, which stands and is told of', async () => {
    const cwd = platformFolder({ dist: 'a file where the folder should be' });
    const { code, stdout } = await runCli(['publish', '--output', 'json'], { cwd });
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'committed', commit: head(cwd), error: { kind: 'outside' } });
    const people = await runCli(['publish'], { cwd });
    expect(people.code).toBe(3);
    expect(people.stderr).toContain('run `tenantry publish` again');
  });

  it('is 3 where files may not grow, and another run publishes all the same', async () => {
    const cwd = platformFolder();
    const limited = await runProcess(['publish'], { cwd, limit: 'ulimit -f 1' });
    expect(limited.code).toBe(3);
    expect(limited.stderr).toContain('error:');
    expect(limited.stderr).not.toContain('    at ');
    expect(await runCli(['publish'], { cwd })).toMatchObject({ code: 0 });
    expect(await runCli(['render', '--check'], { cwd })).toMatchObject({ code: 0 });
  });
});

describe('publishing twice', () => {
  it('says that nothing changed, and makes no commit', async () => {
    const cwd = platformFolder();
    await runCli(['publish'], { cwd });
    const before = head(cwd);
    const { code, stdout } = await runCli(['publish', '--output', 'json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: 'unchanged',
      head: before,
      files: { written: [], deleted: [] },
    });
    expect(head(cwd)).toBe(before);
  });
});

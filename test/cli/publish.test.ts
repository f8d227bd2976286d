import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { correctFirst, publishedResult } from '../../cli/publish.js';
import { finding } from '../../constructs/base/finding.js';
import { repositoryRoot, sampleTenants } from '../sample-platform.js';
import { temporaryFolder } from '../temporary-folder.js';
import { platformFolder, writeFile } from './platform-folder.js';
import { runCli, runProcess } from './run-cli.js';

function git(folder: string, ...argv: readonly string[]): string {
  const person = ['-c', 'user.name=Jane', '-c', 'user.email=jane@a.example'];
  return execFileSync('git', ['-C', folder, ...person, ...argv], { encoding: 'utf8' }).trim();
}

const published = (folder: string, ...argv: readonly string[]) => git(join(folder, '.tenantry/gitops.git'), ...argv);
const trailers = (folder: string) => published(folder, 'log', '-1', '--format=%(trailers)', 'main').split('\n');

const boltGarage = readFileSync(join(repositoryRoot, 'tenants/bolt-garage.yaml'), 'utf8');

/** A PATH whose git kills the program that called it after its n-th call. */
function killingGit(call: number): { readonly PATH: string } {
  const folder = temporaryFolder();
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const lines = [
    '#!/bin/sh',
    `echo >> ${folder}/calls`,
    `[ "$(wc -l < ${folder}/calls)" -eq ${call} ] || exec ${real} "$@"`,
    `${real} "$@"; kill -9 $PPID`,
  ];
  writeFileSync(join(folder, 'git'), lines.join('\n'), { mode: 0o755 });
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
}

describe('tenantry publish', { timeout: 120_000 }, () => {
  it('says which source commit it rendered, and whether the sources were those of the commit', async () => {
    const cwd = platformFolder({ '.gitignore': '.tenantry/\n' });
    git(cwd, 'init', '--quiet');
    git(cwd, 'add', '.');
    git(cwd, 'commit', '--quiet', '--message=first');
    const source = `Source-Commit: ${git(cwd, 'rev-parse', 'HEAD')}`;
    await runCli(['publish'], { cwd });
    expect(trailers(cwd)).toContain(source);
    expect(trailers(cwd)).not.toContain('Source-State: modified');
    appendFileSync(join(cwd, 'tenants/bolt-garage.yaml'), '  createdOn: 2026-05-01\n');
    await runCli(['publish'], { cwd });
    expect(trailers(cwd)).toEqual(
      expect.arrayContaining([source, 'Source-State: modified', 'Tenants-Changed: bolt-garage']),
    );
  });

  it('leaves the branch as it was or as it is to be, after whatever call of git it is killed', async () => {
    const cwd = platformFolder();
    for (const file of readdirSync(join(cwd, 'tenants')))
      if (file !== 'bolt-garage.yaml') rmSync(join(cwd, 'tenants', file));
    await runCli(['publish'], { cwd });
    const moves = new Set<string>();
    for (let call = 1; ; call++) {
      const before = published(cwd, 'rev-parse', 'main');
      writeFile(cwd, 'tenants/bolt-garage.yaml', boltGarage.replace('office@', `office${call}@`));
      const { code } = await runProcess(['publish'], { cwd, env: killingGit(call) });
      moves.add(published(cwd, 'rev-list', '--count', `${before}..main`));
      published(cwd, 'fsck', '--strict', '--no-dangling');
      if (code !== null) break;
    }
    expect(moves).toEqual(new Set(['0', '1']));
    expect(await runCli(['publish'], { cwd })).toMatchObject({ code: 0 });
    expect(await runCli(['render', '--check'], { cwd })).toMatchObject({ code: 0 });
  });

  it('brings dist/ along with each publish to a repository behind an address', async () => {
    const cwd = platformFolder();
    const remote = join(temporaryFolder(), 'gitops.git');
    git(cwd, 'init', '--quiet', '--bare', '--initial-branch=main', remote);
    const platform = readFileSync(join(cwd, 'platform.yaml'), 'utf8');
    writeFile(cwd, 'platform.yaml', platform.replace('  gitops:\n', `  gitops:\n    repository: file://${remote}\n`));
    expect(await runCli(['publish'], { cwd })).toMatchObject({ code: 0 });
    writeFile(cwd, 'tenants/bolt-garage.yaml', boltGarage.replace('Bolt Garage', 'Bolt Garages'));
    expect(await runCli(['publish'], { cwd })).toMatchObject({ code: 0 });
    expect(await runCli(['render', '--check'], { cwd })).toMatchObject({ code: 0 });
    expect(await runCli(['publish'], { cwd })).toMatchObject({ code: 0 });
  });

  it('leaves no crash report of git where the repository refuses', async () => {
    const cwd = platformFolder();
    await runCli(['publish'], { cwd });
    const hooks = join(cwd, '.tenantry/gitops.git/hooks');
    mkdirSync(hooks, { recursive: true });
    writeFileSync(join(hooks, 'reference-transaction'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    writeFile(cwd, 'tenants/bolt-garage.yaml', boltGarage.replace('Bolt Garage', 'Bolt Garages'));
    expect(await runCli(['publish'], { cwd })).toMatchObject({ code: 3 });
    expect(readdirSync(join(cwd, '.tenantry/gitops.git')).filter((name) => name.includes('crash'))).toEqual([]);
  });

  it('writes nothing in a dry run', async () => {
    const cwd = platformFolder();
    const { stdout } = await runCli(['publish', '--dry-run', '-o', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'dry-run', tenants: { added: { length: sampleTenants } } });
    expect(() => published(cwd, 'rev-parse', '--verify', 'main')).toThrow();
    expect(await runCli(['render', '--check'], { cwd })).toMatchObject({ code: 1 });
  });

  it('leaves dist/ alone where it is told to', async () => {
    const cwd = platformFolder();
    await runCli(['publish', '--no-out'], { cwd });
    expect(published(cwd, 'ls-tree', '--name-only', 'main')).toContain('clusters');
    expect(await runCli(['render', '--check'], { cwd })).toMatchObject({ code: 1 });
  });
});

const tenants = { added: [], changed: [], removed: [], unchanged: ['a'], kept: [] };
const base = {
  commit: 'c'.repeat(40),
  head: 'c'.repeat(40),
  findings: [],
  failing: new Set<string>(),
  milliseconds: 10,
  changes: { puts: [], deletes: [], tenants, foreign: [] },
};
const embedded = { location: '.tenantry/gitops.git', branch: 'main', embedded: true, cacheFolder: '' };
const remote = { ...embedded, location: 'https://git.example/gitops.git', embedded: false };

describe('what a publish says to do next', () => {
  it.each([
    ['committed', embedded],
    ['committed', remote],
    ['unchanged', embedded],
    ['unchanged', remote],
    ['dry-run', embedded],
  ])('is never nothing: %s', (outcome, repository) => {
    expect(publishedResult({ ...base, outcome, repository }).next).not.toEqual([]);
  });

  it('gives Argo CD no repository that it can not read', () => {
    const ofEmbedded = publishedResult({ ...base, outcome: 'committed', repository: embedded }).next.join('\n');
    const ofRemote = publishedResult({ ...base, outcome: 'committed', repository: remote }).next.join('\n');
    expect(ofEmbedded).toContain('gitops.repository');
    expect(ofEmbedded).not.toContain('kubectl apply');
    expect(ofRemote).toContain('tenantry bootstrap | kubectl apply');
  });

  it('begins with the errors where there are some, and not with warnings', () => {
    const error = finding('load/syntax', { message: 'it does not parse', tenant: 'b' });
    const warning = finding('publish/missing-file', { message: 'it has no file', tenant: 'c' });
    const next = (found: typeof error) =>
      publishedResult({ ...base, outcome: 'unchanged', repository: remote, findings: [found] }).next;
    expect(next(error)[0]).toBe(correctFirst);
    expect(next(warning)).not.toContain(correctFirst);
  });
});

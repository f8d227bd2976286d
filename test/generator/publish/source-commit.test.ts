import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { tryFindSourceCommit } from '../../../generator/publish/source-commit.js';
import { temporaryFolder } from '../../temporary-folder.js';

afterEach(() => vi.unstubAllEnvs());

const person = ['-c', 'user.name=Jane', '-c', 'user.email=jane@a.example'];

function git(folder: string, ...argv: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...person, ...argv], { encoding: 'utf8' }).trim();
}

function checkout(folder = temporaryFolder()): string {
  git(folder, 'init', '--quiet');
  mkdirSync(join(folder, 'tenants'));
  for (const path of ['platform.yaml', 'tenants/acme.yaml']) writeFileSync(join(folder, path), 'kind: Any\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '--quiet', '--message=first');
  return folder;
}

describe('tryFindSourceCommit', () => {
  test('finds what is checked out, and nothing outside a checkout or before the first commit', async () => {
    const folder = temporaryFolder();
    expect(await tryFindSourceCommit(folder)).toBeUndefined();
    git(folder, 'init', '--quiet');
    expect(await tryFindSourceCommit(folder)).toBeUndefined();
    const commit = git(checkout(folder), 'rev-parse', 'HEAD');
    expect(await tryFindSourceCommit(folder)).toMatchObject({ commit, modified: false });
  });

  test.each([
    ['tenants: add acme (#12)', 12],
    ['Merge pull request #12 from acme/add', 12],
    ['tenants: mend (#12) and more', undefined],
    ['Merge pull request #0 from acme/add', undefined],
  ])('knows when it was written and merged, and of %s its pull request', async (message, pullRequest) => {
    const folder = checkout();
    git(folder, 'commit', '--quiet', '--allow-empty', '--date=2026-11-20T10:00:00+02:00', `--message=${message}`);
    const found = await tryFindSourceCommit(folder);
    expect(found).toMatchObject({ requestedAt: '2026-11-20T08:00:00Z', mergedAt: expect.stringMatching(/Z$/) });
    expect(found?.pullRequest).toBe(pullRequest);
  });

  test.each([
    ['a changed file', (folder: string) => writeFileSync(join(folder, 'tenants/acme.yaml'), 'kind: Other\n')],
    ['a new file', (folder: string) => writeFileSync(join(folder, 'tenants/bolt.yaml'), 'kind: Any\n')],
    ['a removed file', (folder: string) => rmSync(join(folder, 'platform.yaml'))],
    [
      'a staged change',
      (folder: string) => {
        writeFileSync(join(folder, 'platform.yaml'), 'kind: Other\n');
        git(folder, 'add', '.');
      },
    ],
  ])('says that the sources are modified by %s', async (_, change) => {
    const folder = checkout();
    change(folder);
    expect(await tryFindSourceCommit(folder)).toMatchObject({ modified: true });
  });

  test('takes no notice of changes that are not rendered, and finds a platform below the checkout’s root', async () => {
    const folder = checkout();
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'any.yaml'), '');
    writeFileSync(join(folder, 'README.md'), '');
    expect(await tryFindSourceCommit(folder)).toMatchObject({ modified: false });
    mkdirSync(join(folder, 'platform'));
    expect(await tryFindSourceCommit(join(folder, 'platform'))).toMatchObject({ modified: false });
    writeFileSync(join(folder, 'platform', 'platform.yaml'), '');
    expect(await tryFindSourceCommit(join(folder, 'platform'))).toMatchObject({ modified: true });
  });

  test('finds it whatever programs the environment names for git, and starts none', async () => {
    const folder = checkout();
    for (const name of ['GIT_ASKPASS', 'SSH_ASKPASS', 'GIT_SSH_COMMAND', 'GIT_EDITOR', 'EDITOR', 'PAGER', 'GIT_PAGER'])
      vi.stubEnv(name, join(folder, 'no-such-program'));
    vi.stubEnv('GIT_DIR', join(temporaryFolder(), 'elsewhere'));
    vi.stubEnv('GIT_CONFIG_COUNT', '1');
    vi.stubEnv('GIT_CONFIG_KEY_0', 'core.fsmonitor');
    vi.stubEnv('GIT_CONFIG_VALUE_0', join(folder, 'no-such-program'));
    expect(await tryFindSourceCommit(folder)).toMatchObject({ modified: false });
  });
});

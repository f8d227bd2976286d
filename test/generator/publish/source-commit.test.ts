import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { tryFindSourceCommit } from '../../../generator/publish/source-commit.js';
import { temporaryFolder } from '../temporary-folder.js';

describe('tryFindSourceCommit', () => {
  test('finds what is checked out, and nothing outside a checkout or before the first commit', async () => {
    const folder = temporaryFolder();
    expect(await tryFindSourceCommit(folder)).toBeUndefined();
    const git = (...argv: readonly string[]) =>
      execFileSync('git', ['-C', folder, ...argv], { encoding: 'utf8' }).trim();
    git('init', '--quiet');
    expect(await tryFindSourceCommit(folder)).toBeUndefined();
    git(
      '-c',
      'user.name=Jane',
      '-c',
      'user.email=jane@a.example',
      'commit',
      '--quiet',
      '--allow-empty',
      '--message=first',
    );
    expect(await tryFindSourceCommit(folder)).toBe(git('rev-parse', 'HEAD'));
  });
});

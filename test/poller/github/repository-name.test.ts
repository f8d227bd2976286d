import { describe, expect, it } from 'vitest';
import { git } from '../../../generator/publish/git.js';
import { findRepository, parseRemote, parseRepository } from '../../../poller/github/repository-name.js';
import { temporaryFolder } from '../../temporary-folder.js';

describe('the repository', () => {
  it.each(['acme/platform', 'a/b.c', 'Acme-1/_x'])('may be called %s', (text) => {
    expect(parseRepository(text)).toEqual({ owner: text.split('/')[0], repo: text.split('/')[1] });
  });

  it.each(['acme', 'acme/', '/x', 'a/b/c', 'a/..', '../x', 'a b/c', 'a/b?x=1', 'a/b%2f', '-a/b'])(
    'may not be called %s',
    (text) => {
      expect(parseRepository(text)).toBeUndefined();
    },
  );

  it.each([
    'https://github.com/acme/platform.git',
    'https://x@github.com/acme/platform',
    'git@github.com:acme/platform.git',
    'ssh://git@github.com/acme/platform.git',
    'ssh://git@github.com:22/acme/platform/',
  ])('is read from the remote %s', (address) => {
    expect(parseRemote(address, 'https://github.com')).toBe('acme/platform');
  });

  it.each(['https://elsewhere.example/acme/platform', '/srv/git/platform.git', 'file:///srv/git/x'])(
    'is not read from the remote %s',
    (address) => {
      expect(parseRemote(address, 'https://github.com')).toBeUndefined();
    },
  );

  it('is what a person says, before what GitHub Actions says, before the remote', async () => {
    const folder = temporaryFolder();
    await git(['-C', folder, 'init', '--quiet']);
    await git(['-C', folder, 'remote', 'add', 'origin', 'git@github.com:from/remote.git']);
    expect(await findRepository(folder, 'from/person', { GITHUB_REPOSITORY: 'from/actions' })).toEqual({
      owner: 'from',
      repo: 'person',
    });
    expect(await findRepository(folder, undefined, { GITHUB_REPOSITORY: 'from/actions' })).toEqual({
      owner: 'from',
      repo: 'actions',
    });
    expect(await findRepository(folder, undefined, {})).toEqual({ owner: 'from', repo: 'remote' });
  });

  it('is asked for where nothing names it', async () => {
    await expect(findRepository(temporaryFolder(), undefined, {})).rejects.toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--repository') }),
    );
  });
});

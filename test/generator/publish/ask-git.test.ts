import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { askGit, NoGitError } from '../../../generator/publish/git.js';
import { temporaryFolder } from '../../temporary-folder.js';

afterEach(() => vi.unstubAllEnvs());

describe('askGit', () => {
  test('takes a refusal for an answer, with its exit code and what git says', async () => {
    const folder = temporaryFolder();
    expect(await askGit(['-C', folder, 'rev-parse', '--git-dir'])).toMatchObject({
      code: 128,
      complaint: expect.stringMatching(/^fatal: not a git repository/),
    });
    execFileSync('git', ['-C', folder, 'init', '--quiet']);
    const quiet = await askGit(['-C', folder, 'rev-parse', '--verify', '--quiet', 'HEAD']);
    expect(quiet).toMatchObject({ code: 1, complaint: '' });
  });

  test('lets the caller’s environment configure git, whatever it says', async () => {
    const folder = temporaryFolder();
    execFileSync('git', ['init', '--quiet', '--bare', folder]);
    vi.stubEnv('GIT_ASKPASS', '/bin/true');
    vi.stubEnv('GIT_SSH_COMMAND', 'ssh -v');
    vi.stubEnv('GIT_EDITOR', 'vi');
    vi.stubEnv('GIT_CONFIG_COUNT', '1');
    vi.stubEnv('GIT_CONFIG_KEY_0', `url.file://${folder}.insteadOf`);
    vi.stubEnv('GIT_CONFIG_VALUE_0', 'https://git.garage.example/gitops');
    expect(await askGit(['ls-remote', '--', 'https://git.garage.example/gitops'])).toMatchObject({ code: 0 });
  });

  test('refuses arguments that name programs to run', async () => {
    await expect(askGit(['ls-remote', '--upload-pack=touch x', '--', '/tmp'])).rejects.toThrow('not permitted');
    await expect(askGit(['-c', 'core.sshCommand=touch x', 'ls-remote', '--', '/tmp'])).rejects.toThrow('not permitted');
  });

  test('says where there is no git', async () => {
    vi.stubEnv('PATH', temporaryFolder());
    await expect(askGit(['--version'])).rejects.toThrow(NoGitError);
  });
});

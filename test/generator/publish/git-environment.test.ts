import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { gitEnvironment } from '../../../generator/publish/git.js';

describe('gitEnvironment', () => {
  test('passes what credential helpers need', () => {
    const given = {
      PATH: '/bin',
      HOME: '/home/jane',
      GIT_ASKPASS: '/bin/ask',
      SSH_AUTH_SOCK: '/run/agent',
      GH_TOKEN: 'x',
    };
    expect(gitEnvironment(given)).toMatchObject(given);
  });

  test('drops every variable that points git at a repository, as git lists them', () => {
    const names = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' }).trim().split('\n');
    const kept = Object.keys(gitEnvironment(Object.fromEntries(names.map((name) => [name, 'x']))));
    const configuration = ['GIT_CONFIG', 'GIT_CONFIG_PARAMETERS', 'GIT_CONFIG_COUNT'];
    expect(kept.filter((name) => names.includes(name)).sort()).toEqual(configuration.sort());
  });

  test('drops traces and overrules what would make git ask, translate or use other transports', () => {
    const hostile = {
      GIT_TRACE: '1',
      GIT_TRACE_CURL: '1',
      LC_ALL: 'de_DE',
      GIT_TERMINAL_PROMPT: '1',
      GIT_ALLOW_PROTOCOL: 'ext',
    };
    expect(gitEnvironment(hostile)).toEqual({
      LC_ALL: 'C',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ALLOW_PROTOCOL: 'file:https:ssh',
      GIT_OPTIONAL_LOCKS: '0',
    });
  });
});

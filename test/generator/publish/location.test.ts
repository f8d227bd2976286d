import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { parseLocation } from '../../../generator/publish/open-repository.js';

describe('parseLocation', () => {
  test.each(['.tenantry/gitops.git', '/srv/gitops.git', './a:b/gitops.git', 'a b.git'])(
    'takes %j for a path',
    (text) => {
      expect(parseLocation(text)).toEqual({ kind: 'path', path: text });
    },
  );

  test.each([
    'https://github.example/acme/gitops.git',
    'https://jane@dev.example/acme/gitops.git',
    'ssh://git@github.example:22/acme/gitops.git',
    'git@github.example:acme/gitops.git',
    'file:///srv/gitops.git',
  ])('takes %j for a URL', (text) => {
    expect(parseLocation(text)).toEqual({ kind: 'url', url: text });
  });

  test.each([
    ['an empty text', ''],
    ['an option', '--upload-pack=touch x'],
    ['an option after a blank', ' -x'],
    ['a program', 'ext::sh -c id'],
    ['a program behind a URL', 'fd::17/x'],
    ['a plain-text transport', 'http://github.example/a.git'],
    ['git’s own transport', 'git://github.example/a.git'],
    ['an unknown transport', 'ftp://github.example/a.git'],
    ['what is no URL', 'https://'],
    ['an option in place of a host', 'ssh://-oProxyCommand=id/a.git'],
    ['an option in place of a user', 'ssh://-oProxyCommand=id@host/a.git'],
    ['a line break', 'a\nb'],
    ['a null byte', 'a\0b'],
    ['a password', 'https://jane:hunter2@github.example/a.git'],
    ['a password for ssh', 'ssh://jane:hunter2@github.example/a.git'],
    ['a token', 'https://ghp_hunter2@github.example/a.git'],
    ['a long token', `https://${'hunter2'.repeat(8)}@github.example/a.git`],
  ])('refuses %s, with a hint and without secrets', (_, text) => {
    const error = refusal(text);
    expect(error?.hint).toBeDefined();
    expect(error?.message).not.toContain('hunter2');
  });
});

function refusal(text: string): OutsideError | undefined {
  try {
    parseLocation(text);
    return undefined;
  } catch (error) {
    return error instanceof OutsideError ? error : undefined;
  }
}

import { describe, expect, it } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { githubAccess } from '../../../poller/github/access.js';

describe('access to GitHub', () => {
  it.each([
    [
      { GITHUB_TOKEN: 'a', GH_TOKEN: 'b' },
      { token: 'a', apiUrl: 'https://api.github.com' },
    ],
    [
      { GITHUB_TOKEN: '', GH_TOKEN: ' b\n' },
      { token: 'b', apiUrl: 'https://api.github.com' },
    ],
    [
      { GH_TOKEN: 'b', GITHUB_API_URL: 'https://github.example/api/v3/' },
      { token: 'b', apiUrl: 'https://github.example/api/v3' },
    ],
    [
      { GH_TOKEN: 'b', GITHUB_API_URL: 'http://127.0.0.1:80' },
      { token: 'b', apiUrl: 'http://127.0.0.1:80' },
    ],
  ])('is read from %o', (environment, access) => {
    expect(githubAccess(environment)).toEqual(access);
  });

  it.each([
    {},
    { GITHUB_TOKEN: 'two words' },
    { GH_TOKEN: 'b', GITHUB_API_URL: 'http://github.example' },
    { GH_TOKEN: 'b', GITHUB_API_URL: 'nowhere' },
  ])('is refused for %o, with what to do', (environment) => {
    const read = () => githubAccess(environment);
    expect(read).toThrow(OutsideError);
    expect(read).toThrow(expect.objectContaining({ hint: expect.any(String) }));
  });
});

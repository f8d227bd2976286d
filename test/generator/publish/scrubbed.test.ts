import { describe, expect, test } from 'vitest';
import { scrubbed } from '../../../generator/publish/git.js';

describe('scrubbed', () => {
  test.each([
    'fatal: unable to access https://jane:hunter2@host.example/a.git/: 403',
    'https://hunter2@host.example',
    'https://jane:hu@nter2hunter2@host.example/a',
    'remote: token ghp_hunter2 is not valid',
    'Authorization: Basic hunter2',
  ])('takes the secret out of %j', (text) => {
    expect(scrubbed(text)).not.toContain('hunter2');
  });

  test('leaves a text without secrets as it is', () => {
    const text = 'fatal: repository https://host.example/a.git not found, ask jane@host.example';
    expect(scrubbed(text)).toBe(text);
  });
});

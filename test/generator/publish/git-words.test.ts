import { describe, expect, test } from 'vitest';
import { gitWords } from '../../../generator/publish/git.js';

describe('gitWords', () => {
  test('is one line of a push that a hook refused', () => {
    const complaint = [
      'remote: nobody pushes here        ',
      'remote: nobody pushes here        ',
      "error: failed to push some refs to 'https://host.example/x.git'",
      'hint: Updates were rejected',
      '!\tcc35af43:refs/heads/main\t[remote rejected] (pre-receive hook declined)',
    ].join('\n');
    expect(gitWords(complaint)).toBe('nobody pushes here; branch main [remote rejected] (pre-receive hook declined)');
  });

  test('leaves out where a crash report is, and what git says of every remote', () => {
    const complaint = [
      'fatal: ref updates aborted by hook',
      'fast-import: dumping crash report to /srv/gitops.git/fast_import_crash_1',
      'ssh: connect to host h.example port 22: Connection refused\r',
      '',
      'Please make sure you have the correct access rights',
      'and the repository exists.',
    ].join('\n');
    expect(gitWords(complaint)).toBe(
      'ref updates aborted by hook; ssh: connect to host h.example port 22: Connection refused',
    );
  });

  test('is empty for nothing and bounded for pages', () => {
    expect(gitWords('\n')).toBe('');
    expect(gitWords('x'.repeat(5000)).length).toBeLessThan(500);
  });
});

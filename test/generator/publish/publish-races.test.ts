// Publishing beside other writers: nobody's commit is lost, and the loser of a race decides anew.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { type PublishOptions, publish } from '../../../generator/publish/publish.js';
import { listOf, sampleTenant, sampleTree } from '../../sample-tree.js';
import { branch, filesOf, gitIn, place, preparing, publishedFiles, rendering } from './publish-fixture.js';

describe.each(['path', 'URL'] as const)('publish into a %s beside others', (kind) => {
  test('puts its commit on top of the last, with the files of others in it', async () => {
    const { gitDir, options } = place(kind);
    const first = await publish({ ...options, prepare: rendering('a', 'b') });
    commitByHand(gitDir, 'README.md', 'theirs\n');
    const prepare = preparing(sampleTree([sampleTenant('a', { parts: ['network'] })]), ['b']);
    const { changes } = await publish({ ...options, prepare });
    expect(changes?.tenants).toMatchObject({ changed: ['a'], removed: ['b'] });
    expect(gitIn(gitDir, 'merge-base', '--is-ancestor', first.commit ?? '', branch)).toBe('');
    expect([...publishedFiles(gitDir).keys()].filter((path) => /README|tenants/.test(path))).toEqual([
      'README.md',
      'clusters/eu/tenants/a/network.yaml',
    ]);
  });

  test('is prepared again from the new head when another writer was first', async () => {
    const { gitDir, options } = place(kind);
    await publish({ ...options, prepare: rendering('a') });
    const heads: (string | undefined)[] = [];
    const published = await publish({
      ...options,
      prepare: async (tree, head) => {
        heads.push(head);
        const prepared = await rendering('a', 'b')(tree, head);
        if (heads.length <= 2) commitByHand(gitDir, `notes-${heads.length}`, 'theirs\n');
        return prepared;
      },
    });
    expect(published).toMatchObject({ outcome: 'committed', attempts: 3 });
    expect(new Set(heads).size).toBe(3);
    expect(gitIn(gitDir, 'rev-parse', `${branch}^`)).toBe(heads[2]);
    expect(publishedFiles(gitDir)).toEqual(
      new Map([
        ...filesOf('a', 'b'),
        ...listOf(
          new Map([
            ['notes-1', 'theirs\n'],
            ['notes-2', 'theirs\n'],
          ]),
        ),
      ]),
    );
  });

  test('loses no commit of several publishers at once and of another writer between them', async () => {
    const { gitDir, options } = place(kind);
    await publish({ ...options, prepare: rendering('first') });
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const byHand: string[] = [];
    const publishOne = (id: string) =>
      publish({
        ...options,
        prepare: (tree, head) => {
          if (byHand.length < 3 && commitByHand(gitDir, `notes-${byHand.length}-${id}`, id))
            byHand.push(`notes-${byHand.length}-${id}`);
          return rendering(id)(tree, head);
        },
      });
    const all = await Promise.all(ids.map(publishOne));
    expect(all.map(({ outcome }) => outcome)).toEqual(ids.map(() => 'committed'));
    expect(gitIn(gitDir, 'rev-list', '--count', '--first-parent', branch)).toBe(String(1 + ids.length + byHand.length));
    for (const path of [...filesOf('first', ...ids).keys(), ...byHand])
      expect(publishedFiles(gitDir).has(path)).toBe(true);
    for (const { commit } of all) gitIn(gitDir, 'merge-base', '--is-ancestor', commit ?? '', branch);
  });

  test('gives up after a bounded number of lost races and leaves the branch to the others', async () => {
    const { gitDir, options } = place(kind);
    await publish({ ...options, prepare: rendering('a') });
    let tries = 0;
    const prepare: PublishOptions['prepare'] = (tree, head) => {
      commitByHand(gitDir, `notes-${tries++}`, 'theirs\n');
      return rendering('b')(tree, head);
    };
    await expect(publish({ ...options, tries: 3, prepare })).rejects.toThrow(OutsideError);
    expect(tries).toBe(3);
    expect(gitIn(gitDir, 'rev-list', '--count', branch)).toBe('4');
  });
});

/** Commits one file on top of the branch with git's own means, as another writer would, and moves the branch if nobody was first. */
function commitByHand(gitDir: string, path: string, text: string): boolean {
  const parent = gitIn(gitDir, 'rev-parse', branch);
  const index = { ...process.env, GIT_INDEX_FILE: join(gitDir, `index-${path}`) };
  const run = (argv: readonly string[], input = '') =>
    execFileSync('git', [`--git-dir=${gitDir}`, '-c', 'user.name=Jane', '-c', 'user.email=jane@a.example', ...argv], {
      env: index,
      encoding: 'utf8',
      input,
      stdio: 'pipe',
    }).trim();
  run(['read-tree', parent]);
  run(['update-index', '--add', '--cacheinfo', `100644,${run(['hash-object', '-w', '--stdin'], text)},${path}`]);
  const commit = run(['commit-tree', '-p', parent, '-m', path, run(['write-tree'])]);
  try {
    run(['update-ref', `refs/heads/${branch}`, commit, parent]);
    return true;
  } catch {
    return false;
  }
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../../generator/finding/outside-error.js';
import { type Prepared, type Published, type PublishOptions, publish } from '../../../generator/publish/publish.js';
import { checkOwnership, readMark } from '../../../generator/published/ownership.js';
import type { Tree } from '../../../generator/published/tree.js';
import type { RenderedTree } from '../../../generator/synth/rendered.js';
import { reconcile } from '../../../generator/write/reconcile.js';
import { listOf, sampleTenant, sampleTree } from '../sample-tree.js';
import { temporaryFolder } from '../temporary-folder.js';

const branch = 'main';
const atOnce = async () => {};

function gitIn(gitDir: string, ...argv: readonly string[]): string {
  return execFileSync('git', [`--git-dir=${gitDir}`, ...argv], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

function preparing(rendered: RenderedTree, remove: readonly string[] = []): PublishOptions['prepare'] {
  return async (tree: Tree): Promise<Prepared> => {
    const current = await tree.list();
    const changes = reconcile({ current, rendered, keep: new Set(), remove: new Set(remove) });
    return { changes, message: `publish ${rendered.tenants.map(({ id }) => id).join(' ')}\n` };
  };
}

const rendering = (...ids: readonly string[]) => preparing(sampleTree(ids.map((id) => sampleTenant(id))));
const filesOf = (...ids: readonly string[]) => {
  const { tenants, shared } = sampleTree(ids.map((id) => sampleTenant(id)));
  return listOf(new Map([...tenants.flatMap(({ files }) => files), ...shared].map(({ path, text }) => [path, text])));
};

function publishedFiles(gitDir: string, of: string = branch): Map<string, string> {
  const lines = gitIn(gitDir, 'ls-tree', '-r', of).split('\n');
  return new Map(lines.map((line) => [line.slice(line.indexOf('\t') + 1), line.slice(12, 52)]));
}

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

describe.each(['path', 'URL'] as const)('publish into a %s', (kind) => {
  function place(): { gitDir: string; options: Omit<PublishOptions, 'prepare'> } {
    const folder = temporaryFolder();
    const gitDir = join(folder, 'gitops.git');
    if (kind === 'URL') execFileSync('git', ['init', '--quiet', '--bare', `--initial-branch=${branch}`, gitDir]);
    const location = kind === 'path' ? gitDir : `file://${gitDir}`;
    return { gitDir, options: { location, branch, cacheFolder: join(folder, 'cache'), backOff: atOnce } };
  }

  test('makes the first commit of a new branch', async () => {
    const { gitDir, options } = place();
    const published = await publish({ ...options, prepare: rendering('a', 'b') });
    expect(published).toMatchObject({ outcome: 'committed', attempts: 1, commit: gitIn(gitDir, 'rev-parse', branch) });
    expect(gitIn(gitDir, 'rev-list', '--count', branch)).toBe('1');
    expect(publishedFiles(gitDir)).toEqual(filesOf('a', 'b'));
    expect(gitIn(gitDir, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    gitIn(gitDir, 'fsck', '--strict');
  });

  test('makes no commit where nothing changes', async () => {
    const { gitDir, options } = place();
    const first = await publish({ ...options, prepare: rendering('a') });
    const second = await publish({ ...options, prepare: rendering('a') });
    expect(second).toMatchObject({ outcome: 'unchanged', head: first.commit });
    expect(second.commit).toBeUndefined();
    expect(gitIn(gitDir, 'rev-list', '--count', branch)).toBe('1');
  });

  test('makes no commit where it is refused, nor a branch', async () => {
    const { gitDir, options } = place();
    const refused = await publish({ ...options, prepare: async () => ({ refused: true }) });
    expect(refused).toEqual({ outcome: 'refused', attempts: 1 });
    expect(gitIn(gitDir, 'for-each-ref')).toBe('');
  });

  test('puts its commit on top of the last, with the files of others in it', async () => {
    const { gitDir, options } = place();
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
    const { gitDir, options } = place();
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
    const { gitDir, options } = place();
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
    const { gitDir, options } = place();
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

  test('leaves no ref, no lock and no second clone behind', async () => {
    const { gitDir, options } = place();
    await Promise.all(['a', 'b'].map((id) => publish({ ...options, prepare: rendering(id) })));
    expect(gitIn(gitDir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(readdirSync(gitDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.lock'))).toEqual(
      [],
    );
    if (kind === 'URL') expect(readdirSync(options.cacheFolder ?? '')).toHaveLength(1);
  });

  test('reads what is published: a tree that is not ours is refused as it is', async () => {
    const { gitDir, options } = place();
    await publish({ ...options, prepare: rendering('a') });
    const owner = { platform: 'another', sets: { eu: 1 } };
    const codes: string[] = [];
    const refused = await publish({
      ...options,
      prepare: async (tree, head) => {
        codes.push(...checkOwnership(await readMark(tree), owner).map(({ code }) => code));
        return codes.length > 0 ? { refused: true } : rendering('b')(tree, head);
      },
    });
    expect(codes).toEqual(['tree/other-platform']);
    expect(refused).toEqual({ outcome: 'refused', attempts: 1, head: gitIn(gitDir, 'rev-parse', branch) });
  });

  test.each(['-x', '--mirror', 'a..b', 'a b', 'x.lock', '', '/a', 'a\0b', '@{-1}', 'a:b'])(
    'refuses %j as a branch',
    async (hostile) => {
      const { options } = place();
      await expect(publish({ ...options, branch: hostile, prepare: rendering('a') })).rejects.toThrow(OutsideError);
    },
  );

  test.each(['release/2026', 'grün', 'HEAD', "it's;$(id)&", '+main'])(
    'publishes to a branch named %j',
    async (unusual) => {
      const { gitDir, options } = place();
      const { commit } = await publish({ ...options, branch: unusual, prepare: rendering('a') });
      expect(gitIn(gitDir, 'rev-parse', `refs/heads/${unusual}`)).toBe(commit);
    },
  );

  test('says at once that a branch can not be made, without trying again', async () => {
    const { options } = place();
    await publish({ ...options, prepare: rendering('a') });
    let tries = 0;
    const prepare: PublishOptions['prepare'] = (tree, head) => {
      tries++;
      return rendering('a')(tree, head);
    };
    await expect(publish({ ...options, branch: 'main/below', tries: 2, prepare })).rejects.toThrow(OutsideError);
    expect(tries).toBe(kind === 'path' ? 1 : 2);
  });
});

describe('publish', () => {
  const publishTo = (location: string): Promise<Published> =>
    publish({
      location,
      branch,
      cacheFolder: join(temporaryFolder(), 'cache'),
      backOff: atOnce,
      prepare: rendering('a'),
    });

  test('lets several first publishes make one repository', async () => {
    const gitDir = join(temporaryFolder(), 'new/gitops.git');
    const all = await Promise.all(
      ['a', 'b', 'c'].map((id) => publish({ location: gitDir, branch, backOff: atOnce, prepare: rendering(id) })),
    );
    expect(all.map(({ outcome }) => outcome)).toEqual(['committed', 'committed', 'committed']);
    expect(publishedFiles(gitDir)).toEqual(filesOf('a', 'b', 'c'));
    expect(readdirSync(join(gitDir, '..'))).toEqual(['gitops.git']);
  });

  test('does not write into a checkout, a folder of other things or a file', async () => {
    const folder = temporaryFolder();
    execFileSync('git', ['init', '--quiet', join(folder, 'checkout')]);
    mkdirSync(join(folder, 'other'));
    writeFileSync(join(folder, 'other/file'), 'x');
    for (const path of ['checkout', 'checkout/.git', 'other', 'other/file'])
      await expect(publishTo(join(folder, path))).rejects.toThrow(OutsideError);
    expect(readdirSync(join(folder, 'other'))).toEqual(['file']);
  });

  test('does not make a repository behind a URL', async () => {
    const folder = temporaryFolder();
    await expect(publishTo(`file://${folder}/none.git`)).rejects.toThrow(OutsideError);
    expect(existsSync(join(folder, 'none.git'))).toBe(false);
  });

  test('says what a server that refuses the push said, and does not try again', async () => {
    const gitDir = join(temporaryFolder(), 'gitops.git');
    execFileSync('git', ['init', '--quiet', '--bare', gitDir]);
    writeFileSync(join(gitDir, 'hooks/pre-receive'), '#!/bin/sh\necho the branch is protected >&2\nexit 1\n', {
      mode: 0o755,
    });
    await expect(publishTo(`file://${gitDir}`)).rejects.toThrow(/the branch is protected/);
    expect(gitIn(gitDir, 'for-each-ref')).toBe('');
  });

  test('names the committer that the environment names, and itself where there is none', async () => {
    const gitDir = join(temporaryFolder(), 'gitops.git');
    const committer = () => gitIn(gitDir, 'log', '-1', '--format=%an <%ae> %cn <%ce>', branch);
    const names = { HOME: temporaryFolder(), XDG_CONFIG_HOME: '', GIT_CONFIG_NOSYSTEM: '1', EMAIL: undefined };
    await withEnvironment(names, () => publish({ location: gitDir, branch, prepare: rendering('a') }));
    expect(committer()).toBe('Tenantry <tenantry@localhost> Tenantry <tenantry@localhost>');
    const jane = { GIT_COMMITTER_NAME: 'Jane Doe', GIT_COMMITTER_EMAIL: 'jane@a.example' };
    await withEnvironment(jane, () => publish({ location: gitDir, branch, prepare: rendering('b') }));
    expect(committer()).toBe('Jane Doe <jane@a.example> Jane Doe <jane@a.example>');
  });

  test('ignores a repository that the environment points at, as inside a hook', async () => {
    const gitDir = join(temporaryFolder(), 'gitops.git');
    const elsewhere = temporaryFolder();
    execFileSync('git', ['init', '--quiet', '--bare', elsewhere]);
    const hook = {
      GIT_DIR: elsewhere,
      GIT_OBJECT_DIRECTORY: join(elsewhere, 'objects'),
      GIT_QUARANTINE_PATH: elsewhere,
    };
    await withEnvironment(hook, () => publishTo(gitDir));
    expect(publishedFiles(gitDir)).toEqual(filesOf('a'));
    expect(gitIn(elsewhere, 'count-objects')).toMatch(/^0 objects/);
  });

  test('says so where there is no git', async () => {
    const gitDir = join(temporaryFolder(), 'gitops.git');
    await withEnvironment({ PATH: '/nowhere' }, () => expect(publishTo(gitDir)).rejects.toThrow(OutsideError));
    expect(existsSync(gitDir)).toBe(false);
  });
});

async function withEnvironment<Result>(variables: NodeJS.ProcessEnv, action: () => Promise<Result>): Promise<Result> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  for (const [name, value] of Object.entries(variables)) if (value === undefined) delete process.env[name];
  try {
    return await action();
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { type Published, type PublishOptions, publish } from '../../../generator/publish/publish.js';
import { checkOwnership, readMark } from '../../../generator/tree/ownership.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { atOnce, branch, filesOf, gitIn, place, publishedFiles, rendering } from './publish-fixture.js';

describe.each(['path', 'URL'] as const)('publish into a %s', (kind) => {
  test('makes the first commit of a new branch', async () => {
    const { gitDir, options } = place(kind);
    const published = await publish({ ...options, prepare: rendering('a', 'b') });
    expect(published).toMatchObject({ outcome: 'committed', attempts: 1, commit: gitIn(gitDir, 'rev-parse', branch) });
    expect(gitIn(gitDir, 'rev-list', '--count', branch)).toBe('1');
    expect(publishedFiles(gitDir)).toEqual(filesOf('a', 'b'));
    expect(gitIn(gitDir, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    gitIn(gitDir, 'fsck', '--strict');
  });

  test('makes no commit where nothing changes', async () => {
    const { gitDir, options } = place(kind);
    const first = await publish({ ...options, prepare: rendering('a') });
    const second = await publish({ ...options, prepare: rendering('a') });
    expect(second).toMatchObject({ outcome: 'unchanged', head: first.commit });
    expect(second.commit).toBeUndefined();
    expect(gitIn(gitDir, 'rev-list', '--count', branch)).toBe('1');
  });

  test('makes no commit where it is refused, nor a branch', async () => {
    const { gitDir, options } = place(kind);
    const refused = await publish({ ...options, prepare: async () => ({ refused: true }) });
    expect(refused).toEqual({ outcome: 'refused', attempts: 1 });
    expect(gitIn(gitDir, 'for-each-ref')).toBe('');
  });

  test('leaves no ref, no lock and no second clone behind', async () => {
    const { gitDir, options } = place(kind);
    await Promise.all(['a', 'b'].map((id) => publish({ ...options, prepare: rendering(id) })));
    expect(gitIn(gitDir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(readdirSync(gitDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.lock'))).toEqual(
      [],
    );
    if (kind === 'URL') expect(readdirSync(options.cacheFolder ?? '')).toHaveLength(1);
  });

  test('reads what is published: a tree that is not ours is refused as it is', async () => {
    const { gitDir, options } = place(kind);
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
      const { options } = place(kind);
      await expect(publish({ ...options, branch: hostile, prepare: rendering('a') })).rejects.toThrow(OutsideError);
    },
  );

  test.each(['release/2026', 'grün', 'HEAD', "it's;$(id)&", '+main'])(
    'publishes to a branch named %j',
    async (unusual) => {
      const { gitDir, options } = place(kind);
      const { commit } = await publish({ ...options, branch: unusual, prepare: rendering('a') });
      expect(gitIn(gitDir, 'rev-parse', `refs/heads/${unusual}`)).toBe(commit);
    },
  );

  test('says at once that a branch can not be made, without trying again', async () => {
    const { options } = place(kind);
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

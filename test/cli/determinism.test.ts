import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskTree } from '../../generator/tree/disk-tree.js';
import { repositoryRoot } from '../sample-platform.js';
import { platformFolder } from './platform-folder.js';
import { runProcess } from './run-cli.js';

const treeOf = async (folder: string) => [...(await diskTree(folder).list())].sort();

describe('the same sources', { timeout: 120_000 }, () => {
  it.each([
    ['in another time zone and language', { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
    ['with settings of cdk8s', { CDK8S_DISABLE_SORT: '1', CDK8S_LEGACY_HASH: '1' }],
    ['with a colourful terminal', { FORCE_COLOR: '3', TERM: 'xterm-256color', COLUMNS: '20' }],
  ])('give the same bytes %s', async (_, env) => {
    const cwd = platformFolder();
    await runProcess(['render', '--out', 'plain'], { cwd });
    await runProcess(['render', '--out', 'other'], { cwd, env });
    const plain = await treeOf(join(cwd, 'plain'));
    expect(plain.length).toBeGreaterThan(50);
    expect(await treeOf(join(cwd, 'other'))).toEqual(plain);
  });

  it('give the same bytes from another folder, and in another one', async () => {
    const [cwd, copy] = [platformFolder(), platformFolder()];
    await runProcess(['render'], { cwd });
    mkdirSync(join(copy, 'elsewhere'));
    await runProcess(['render', '--root', '..'], { cwd: join(copy, 'elsewhere') });
    expect(await treeOf(join(copy, 'dist'))).toEqual(await treeOf(join(cwd, 'dist')));
  });

  it('are published as they are rendered', async () => {
    const cwd = platformFolder();
    await runProcess(['render', '--out', 'rendered'], { cwd });
    await runProcess(['publish'], { cwd });
    expect(await treeOf(join(cwd, 'dist'))).toEqual(await treeOf(join(cwd, 'rendered')));
  });

  it('are rendered into the repository’s own dist/', async () => {
    const { code, stdout } = await runProcess(['render', '--check'], { cwd: repositoryRoot });
    expect(stdout).toBe('dist/ is up to date\n');
    expect(code).toBe(0);
  });
});

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskTree } from '../../generator/tree/disk-tree.js';
import { repositoryRoot } from '../sample-platform.js';
import { platformFolder } from './platform-folder.js';
import { runProcess } from './run-cli.js';

const treeOf = async (folder: string) => [...(await diskTree(folder).list())].sort();

/** What a plain run gives; it is made once. */
let plain: ReturnType<typeof treeOf> | undefined;

function rendered(): ReturnType<typeof treeOf> {
  plain ??= renderPlainly();
  return plain;
}

async function renderPlainly(): ReturnType<typeof treeOf> {
  const cwd = platformFolder();
  await runProcess(['render'], { cwd });
  const files = await treeOf(join(cwd, 'dist'));
  expect(files.length).toBeGreaterThan(50);
  return files;
}

describe('the same sources', { timeout: 120_000 }, () => {
  it.each([
    ['in another time zone and language', { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }],
    ['with settings of cdk8s', { CDK8S_DISABLE_SORT: '1', CDK8S_LEGACY_HASH: '1' }],
    ['with a colourful terminal', { FORCE_COLOR: '3', TERM: 'xterm-256color', COLUMNS: '20' }],
  ])('give the same bytes %s', async (_, env) => {
    const cwd = platformFolder();
    await runProcess(['render', '--out', 'other'], { cwd, env });
    expect(await treeOf(join(cwd, 'other'))).toEqual(await rendered());
  });

  it('give the same bytes from another folder, and in another one', async () => {
    const copy = platformFolder();
    mkdirSync(join(copy, 'elsewhere'));
    await runProcess(['render', '--root', '..'], { cwd: join(copy, 'elsewhere') });
    expect(await treeOf(join(copy, 'dist'))).toEqual(await rendered());
  });

  it('are published as they are rendered', async () => {
    const cwd = platformFolder();
    await runProcess(['publish'], { cwd });
    expect(await treeOf(join(cwd, 'dist'))).toEqual(await rendered());
  });

  it('are rendered into the repository’s own dist/', async () => {
    const { code, stdout } = await runProcess(['render', '--check'], { cwd: repositoryRoot });
    expect(stdout).toBe('dist/ is up to date\n');
    expect(code).toBe(0);
  });
});

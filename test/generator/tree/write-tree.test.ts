import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import type { RenderedTree } from '../../../generator/render/render-tenant.js';
import { diskTree } from '../../../generator/tree/disk-tree.js';
import { reconcile } from '../../../generator/tree/reconcile.js';
import { stagingPrefix, temporaryName } from '../../../generator/tree/staging.js';
import { writeTree } from '../../../generator/tree/write-tree.js';
import { applied, file, listOf, sampleTenant, sampleTree } from '../../sample-tree.js';
import { temporaryFolder } from '../../temporary-folder.js';

async function write(root: string, rendered: RenderedTree, remove: readonly string[] = []): Promise<void> {
  const current = await diskTree(root).list();
  writeTree(root, reconcile({ current, rendered, keep: new Set(), remove: new Set(remove) }));
}

function expectedList(rendered: RenderedTree): Map<string, string> {
  const nothing = new Map<string, string>();
  return listOf(applied(nothing, reconcile({ current: nothing, rendered, keep: new Set(), remove: new Set() })));
}

const put = (path: string, text = 'x\n') => ({ puts: [file(path, text)], deletes: [] });

describe('writeTree', () => {
  test('makes the folder hold exactly what was rendered, and leaves no staging folder', async () => {
    const root = join(temporaryFolder(), 'dist');
    const rendered = sampleTree([sampleTenant('a'), sampleTenant('b')]);
    await write(root, rendered);
    expect(await diskTree(root).list()).toEqual(expectedList(rendered));
    expect(readdirSync(root).sort()).toEqual(['.tenantry.json', 'argocd', 'clusters']);
  });

  test('does not touch a file that did not change', async () => {
    const root = temporaryFolder();
    await write(root, sampleTree([sampleTenant('a'), sampleTenant('b')]));
    const [old, network] = [new Date(1000), 'clusters/eu/tenants/a/network.yaml'];
    utimesSync(join(root, network), old, old);
    await write(root, sampleTree([sampleTenant('a'), sampleTenant('b', { text: 'new' })]));
    expect(statSync(join(root, network)).mtime).toEqual(old);
    expect(readFileSync(join(root, 'clusters/eu/tenants/b/network.yaml'), 'utf8')).toContain('new');
  });

  test('removes the empty folders of a tenant that goes, and leaves those that hold something', async () => {
    const root = temporaryFolder();
    await write(root, sampleTree([sampleTenant('a'), sampleTenant('b')]));
    writeFileSync(join(root, 'clusters/eu/tenants/b/notes.txt'), 'x');
    await write(root, sampleTree([]), ['a', 'b']);
    expect(readdirSync(join(root, 'clusters/eu/tenants'))).toEqual(['b']);
    expect(readdirSync(join(root, 'clusters/eu/argocd/set-0'))).toEqual(['applicationset.yaml']);
  });

  test('removes nested folders that become empty together', () => {
    const root = temporaryFolder();
    writeTree(root, { puts: [file('a/b/c', ''), file('a/d', '')], deletes: [] });
    writeTree(root, { puts: [], deletes: ['a/b/c', 'a/d'] });
    expect(readdirSync(root)).toEqual([]);
  });

  test('removes the staging folder of a killed run, not that of a live one', () => {
    const root = temporaryFolder();
    const live = temporaryName(stagingPrefix);
    const { pid } = spawnSync(process.execPath, ['--version']);
    const dead = temporaryName(stagingPrefix).replace(`.${process.pid}.`, `.${pid}.`);
    for (const name of [live, dead]) {
      mkdirSync(join(root, name));
      writeFileSync(join(root, name, '0'), 'x');
    }
    writeTree(root, put('a'));
    expect(readdirSync(root).sort()).toEqual([live, 'a']);
  });

  test('does not write through a symbolic link', () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    symlinkSync(outside, join(root, 'link'));
    expect(() => writeTree(root, put('link/a'))).toThrow(OutsideError);
    expect(() => writeTree(root, { puts: [], deletes: ['link/a'] })).toThrow(OutsideError);
    expect(readdirSync(outside)).toEqual([]);
  });

  test('replaces a link by the file that belongs there, and leaves what it pointed to', () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(outside, 'target'), 'theirs');
    symlinkSync(join(outside, 'target'), join(root, 'a'));
    writeTree(root, put('a', 'ours'));
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('ours');
    expect(readFileSync(join(outside, 'target'), 'utf8')).toBe('theirs');
  });

  test.each([
    ['a file is in the way of a folder', 'file/b'],
    ['a folder is in the way of a file', 'folder'],
    ['a name is longer than the disk allows', `new/${'x'.repeat(300)}/b`],
  ])('changes nothing where %s', (_, path) => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), 'x');
    mkdirSync(join(root, 'folder'));
    expect(() => writeTree(root, { puts: [file('made/a', 'x'), file(path, 'x')], deletes: ['file'] })).toThrow(
      OutsideError,
    );
    expect(readdirSync(root).sort()).toEqual(['file', 'folder']);
  });

  test('changes nothing when the disk is full while texts are staged', () => {
    const root = temporaryFolder();
    writeTree(root, put('a', 'old'));
    const full = {
      path: 'b/c',
      get text(): string {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    };
    expect(() => writeTree(root, { puts: [file('a', 'new'), full], deletes: [] })).toThrow(OutsideError);
    expect(readdirSync(root)).toEqual(['a']);
    expect(readFileSync(join(root, 'a'), 'utf8')).toBe('old');
    expect(existsSync(join(root, 'b'))).toBe(false);
  });
});

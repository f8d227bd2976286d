import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OutsideError } from '../../../constructs/base/finding.js';
import { diskTree } from '../../../generator/tree/disk-tree.js';
import { blobId } from '../../../generator/tree/tree.js';
import { temporaryFolder } from '../../temporary-folder.js';

describe('diskTree', () => {
  test('lists all files with the ids that git gives them, and reads their texts', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'a/b'), { recursive: true });
    writeFileSync(join(root, 'a/b/one.yaml'), 'ä: 1\n');
    writeFileSync(join(root, 'two'), '');
    const tree = diskTree(root);
    expect(await tree.list()).toEqual(
      new Map([
        ['a/b/one.yaml', blobId('ä: 1\n')],
        ['two', blobId('')],
      ]),
    );
    expect(await tree.read(['a/b/one.yaml'])).toEqual(new Map([['a/b/one.yaml', 'ä: 1\n']]));
  });

  test('is empty where there is no folder', async () => {
    expect((await diskTree(join(temporaryFolder(), 'none')).list()).size).toBe(0);
  });

  test('lists a symbolic link as git does and does not follow it', async () => {
    const root = temporaryFolder();
    const outside = temporaryFolder();
    writeFileSync(join(outside, 'secret'), 'x');
    symlinkSync(outside, join(root, 'folder'));
    symlinkSync(join(outside, 'secret'), join(root, 'file'));
    symlinkSync(root, join(root, 'circle'));
    expect([...(await diskTree(root).list())].sort()).toEqual([
      ['circle', blobId(root)],
      ['file', blobId(join(outside, 'secret'))],
      ['folder', blobId(outside)],
    ]);
  });

  test('leaves out .git and what is not a file', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, '.git/HEAD'), 'x');
    const server = createServer();
    await once(server.listen(join(root, 'socket')), 'listening');
    expect((await diskTree(root).list()).size).toBe(0);
    server.close();
  });

  test('says that something outside failed when it can not be read', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'file'), 'x');
    await expect(diskTree(join(root, 'file')).list()).rejects.toThrow(OutsideError);
    await expect(diskTree(root).read(['none'])).rejects.toThrow(OutsideError);
  });
});

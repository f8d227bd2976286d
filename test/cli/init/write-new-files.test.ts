import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeNewFiles } from '../../../cli/init/write-new-files.js';
import { UsageError } from '../../../cli/terminal.js';
import { OutsideError } from '../../../constructs/base/finding.js';
import { temporaryFolder } from '../../temporary-folder.js';

const files = [
  { path: 'a/b/one.yaml', text: 'one\n' },
  { path: 'two.yaml', text: 'two\n' },
];

function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('writeNewFiles', () => {
  it('writes into a folder that it makes, and leaves nothing else', () => {
    const folder = join(temporaryFolder(), 'new', 'platform');
    writeNewFiles(folder, files);
    expect(everything(folder)).toEqual(['a', 'a/b', 'a/b/one.yaml', 'two.yaml']);
    expect(readFileSync(join(folder, 'two.yaml'), 'utf8')).toBe('two\n');
  });

  it('writes beside what is there already', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'other'), 'mine');
    writeNewFiles(folder, files);
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('mine');
  });

  it.each([
    ['a file of that name', (folder: string) => writeFileSync(join(folder, 'two.yaml'), 'mine')],
    ['a link of that name that leads nowhere', (folder: string) => symlinkSync('nowhere', join(folder, 'two.yaml'))],
    ['a folder of that name', (folder: string) => mkdirSync(join(folder, 'two.yaml'))],
    ['a file in the place of a folder', (folder: string) => writeFileSync(join(folder, 'a'), 'mine')],
  ])('refuses a folder with %s, and writes nothing', (_, prepare) => {
    const folder = temporaryFolder();
    prepare(folder);
    const before = everything(folder);
    expect(() => writeNewFiles(folder, files)).toThrow(UsageError);
    expect(everything(folder)).toEqual(before);
  });

  it('names a few of what is in the way, the platform first, and counts the rest', () => {
    const folder = temporaryFolder();
    const many = [...'abcdefg', 'platform'].map((name) => ({ path: `${name}.yaml`, text: '' }));
    writeNewFiles(folder, many);
    const named = () => writeNewFiles(folder, many);
    expect(named).toThrow(/already:\n\s+\S+platform\.yaml\n/);
    expect(named).toThrow('and 3 more');
    expect(named).not.toThrow('g.yaml');
  });

  it('removes what it made where the last file can not be placed', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'other'), 'mine');
    const raced = [...files, { path: 'two.yaml', text: 'somebody else was faster' }];
    expect(() => writeNewFiles(folder, raced)).toThrow(OutsideError);
    expect(everything(folder)).toEqual(['other']);
  });

  it('removes the folders that it made, and only those', () => {
    const parent = temporaryFolder();
    const raced = [...files, { path: 'two.yaml', text: 'somebody else was faster' }];
    expect(() => writeNewFiles(join(parent, 'new', 'platform'), raced)).toThrow(OutsideError);
    expect(everything(parent)).toEqual([]);
  });
});

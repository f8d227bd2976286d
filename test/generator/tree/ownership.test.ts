import { describe, expect, test } from 'vitest';
import { ownershipFile } from '../../../generator/tree/layout.js';
import { checkOwnership, ownershipText, readMark, type TreeOwner } from '../../../generator/tree/ownership.js';
import { memoryTree } from '../../sample-tree.js';

const owner: TreeOwner = { platform: 'sample', sets: { us: 8, eu: 8 } };
const marked = (text: string) => ({ empty: false, text });
const codes = (...args: Parameters<typeof checkOwnership>) => checkOwnership(...args).map(({ code }) => code);

describe('ownershipText', () => {
  test('is the same whatever the order of clusters', () => {
    expect(ownershipText(owner)).toBe(ownershipText({ platform: 'sample', sets: { eu: 8, us: 8 } }));
    expect(JSON.parse(ownershipText(owner))).toEqual({ apiVersion: 'tenantry.dev/v1', kind: 'Tree', ...owner });
  });
});

describe('checkOwnership', () => {
  test('lets an empty tree be taken', () => {
    expect(codes({ empty: true }, owner)).toEqual([]);
  });

  test('accepts the platform’s own tree, also with another cluster', () => {
    expect(codes(marked(ownershipText(owner)), owner)).toEqual([]);
    expect(codes(marked(ownershipText(owner)), { ...owner, sets: { ...owner.sets, asia: 4 } })).toEqual([]);
  });

  test.each([
    ['has no mark', { empty: false }, 'tree/not-ours'],
    ['has a mark that does not parse', marked('{'), 'tree/not-ours'],
    ['has a mark of another tool', marked('{"apiVersion": "other.example/v1", "kind": "Tree"}'), 'tree/not-ours'],
    [
      'has a mark that lacks its platform',
      marked('{"apiVersion": "tenantry.dev/v1", "kind": "Tree"}'),
      'tree/not-ours',
    ],
    ['belongs to another platform', marked(ownershipText({ ...owner, platform: 'other' })), 'tree/other-platform'],
    [
      'is of a later version',
      marked('{"apiVersion": "tenantry.dev/v2", "kind": "Tree", "sets": 3}'),
      'tree/newer-format',
    ],
    ['has another number of sets', marked(ownershipText({ ...owner, sets: { eu: 4, us: 8 } })), 'tree/sets-changed'],
  ])('refuses a tree that %s', (_, mark, code) => {
    expect(codes(mark, owner)).toEqual([code]);
  });

  test('accepts another number of sets where it was asked for', () => {
    const tree = marked(ownershipText({ ...owner, sets: { eu: 4, us: 8 } }));
    expect(codes(tree, owner, { changeSets: true })).toEqual([]);
  });
});

describe('readMark', () => {
  test('tells an empty tree from one without a mark and from a marked one', async () => {
    expect(await readMark(memoryTree(new Map()))).toEqual({ empty: true });
    expect(await readMark(memoryTree(new Map([['README.md', 'x']])))).toEqual({ empty: false });
    expect(await readMark(memoryTree(new Map([[ownershipFile, '{}']])))).toEqual({ empty: false, text: '{}' });
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TenantDiff } from '../../../generator/diff/diff-tenant.js';
import { groupDiffs, type OwnValues } from '../../../generator/diff/group-diffs.js';

const own = (id: string): OwnValues => ({
  id,
  namespace: `tenant-${id}`,
  hosts: [`${id}.garage.example`],
  texts: [`Company ${id}`],
});
const diff = (id: string, after: string): TenantDiff => ({
  id,
  fate: 'changed',
  risk: 'restarts',
  objects: [
    {
      kind: 'Deployment',
      name: 'api',
      fate: 'changed',
      risk: 'restarts',
      fields: [{ path: 'spec.x', before: `https://${id}.garage.example`, after }],
    },
  ],
});

describe('groupDiffs', () => {
  it('puts tenants together that differ only in their own values', () => {
    const diffs = ['a', 'b', 'c'].map((id) => diff(id, `tenant-${id} of Company ${id}`));
    expect(groupDiffs(diffs, own).map((group) => group.ids)).toEqual([['a', 'b', 'c']]);
  });

  it('keeps apart what changes to another value, the largest group first', () => {
    const diffs = [diff('a', 'v2'), diff('b', 'v3'), diff('c', 'v3')];
    expect(groupDiffs(diffs, own).map((group) => group.ids)).toEqual([['b', 'c'], ['a']]);
  });

  it('does not take a longer word for the id in it', () => {
    const diffs = [diff('web', 'webhook'), diff('api', 'apihook')];
    expect(groupDiffs(diffs, own)).toHaveLength(2);
  });

  it('loses no tenant and shows none twice, in whatever order they come', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { maxLength: 12 });
    fc.assert(
      fc.property(ids, fc.infiniteStream(fc.constantFrom('v1', 'v2')), (names, versions) => {
        const diffs = names.map((id) => diff(id, versions.next().value));
        const groups = groupDiffs(diffs, own);
        expect(groups.flatMap((group) => group.ids).sort()).toEqual([...names].sort());
        expect(groupDiffs([...diffs].reverse(), own)).toEqual(groups);
      }),
    );
  });
});

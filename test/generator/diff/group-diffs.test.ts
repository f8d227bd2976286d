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

const appearing = (id: string, text: string, fate: 'added' | 'removed' = 'added'): TenantDiff => ({
  id,
  fate,
  risk: 'creates',
  objects: [{ kind: 'Job', name: 'migrate', fate, risk: 'creates', fields: [], text }],
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

  it('keeps new tenants apart that are of different size', () => {
    const text = (id: string, size: string) => `kind: Cluster\nmetadata: {namespace: tenant-${id}}\nsize: ${size}\n`;
    const diffs = [
      appearing('acme', text('acme', '10Gi')),
      appearing('bolt', text('bolt', '50Gi')),
      appearing('crank', text('crank', '50Gi')),
    ];
    expect(groupDiffs(diffs, own).map((group) => group.ids)).toEqual([['bolt', 'crank'], ['acme']]);
  });

  it('takes what follows from a tenant’s own values for no difference, but another image for one', () => {
    const text = (digest: string, schedule: string, image: string) =>
      `metadata: {name: migrate-${digest}}\nschedule: "${schedule}"\nimage: ${image}\n`;
    const diffs = [
      appearing('acme', text('0123456789', '54 40 2 * * *', 'app:main-aaaaaaaaaa')),
      appearing('bolt', text('abcdefabcd', '25 37 2 * * *', 'app:main-aaaaaaaaaa')),
      appearing('crank', text('abcdefabcd', '25 37 2 * * *', 'app:main-bbbbbbbbbb')),
      appearing('drum', text('abcdefabcd', '25 37 3 * * *', 'app:main-aaaaaaaaaa')),
    ];
    expect(groupDiffs(diffs, own).map((group) => group.ids)).toEqual([['acme', 'bolt'], ['crank'], ['drum']]);
  });

  it('puts new tenants together whose ids are of different length, so that lines break elsewhere', () => {
    const diffs = [
      appearing('acme', 'spec: {hosts: [acme.garage.example], size: 1Gi}\n'),
      appearing('acme-repair', 'spec:\n  hosts:\n    - acme-repair.garage.example\n  size: 1Gi\n'),
    ];
    expect(groupDiffs(diffs, own)).toHaveLength(1);
  });

  it('puts tenants that go together whatever they ran, where nobody knows their own values any more', () => {
    const diffs = ['acme', 'bolt'].map((id) => appearing(id, `metadata: {namespace: tenant-${id}}`, 'removed'));
    expect(groupDiffs(diffs, () => undefined)).toHaveLength(1);
  });

  it('shows no manifest: those of a thousand tenants would be in every answer', () => {
    expect(JSON.stringify(groupDiffs([appearing('acme', 'kind: Secret')], own))).not.toContain('Secret');
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

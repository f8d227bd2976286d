import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndexEntry } from '../../../argocd/index-entry.js';
import { decideRetention, type RetentionInput } from '../../../generator/publish/retention.js';
import type { PublishedTenant } from '../../../generator/tree/published-tenant.js';

const base: IndexEntry = {
  tenant: 'a',
  displayName: 'A',
  namespace: 't-a',
  folder: '',
  cluster: 'eu',
  region: 'r',
  product: 'p',
  tier: 'free',

  ring: 'stable',
  lifecycle: 'active',
  owner: '',
  url: '',
  dashboard: '',
  offboardedOn: '',
  claims: [],
  storage: '',
  volumes: {},
  links: [],
  digest: '',
};

function tenant(id: string, entry?: Partial<IndexEntry>): PublishedTenant {
  return { id, cluster: 'eu', path: id, entry: entry && { ...base, tenant: id, ...entry } };
}

const offboarded = (offboardedOn: string) => ({ lifecycle: 'offboarding', offboardedOn });

interface Given extends Partial<Omit<RetentionInput, 'published' | 'present' | 'failing'>> {
  readonly present?: readonly string[];
  readonly failing?: readonly string[];
}

function decide(tenants: readonly PublishedTenant[], given: Given = {}) {
  const { keep, remove, findings } = decideRetention({
    published: new Map(tenants.map((each) => [each.id, each])),
    today: given.today ?? '2026-03-31',
    graceDays: given.graceDays ?? 30,
    present: new Set(given.present ?? ['another']),
    failing: new Set(given.failing),
  });
  return { keep: [...keep], remove: [...remove], codes: findings.map(({ code }) => code), findings };
}

describe('decideRetention', () => {
  test('says nothing of a tenant that has a file and no errors', () => {
    expect(decide([tenant('a', {})], { present: ['a'] })).toMatchObject({ keep: [], remove: [], codes: [] });
  });

  test.each([
    ['is active', tenant('a', {})],
    ['is suspended', tenant('a', { lifecycle: 'suspended' })],
    ['was offboarded without a date', tenant('a', offboarded(''))],
    ['was offboarded on a date that is none', tenant('a', offboarded('2025-02-31T'))],
    ['has a date but no offboarding', tenant('a', { offboardedOn: '2020-01-01' })],
    ['has an index entry that can not be read', tenant('a')],
  ])('keeps and reports a tenant without a file that %s', (_, published) => {
    expect(decide([published])).toMatchObject({ keep: ['a'], remove: [], codes: ['publish/missing-file'] });
  });

  test.each([
    ['2026-03-30', 'keep'],
    ['2026-03-31', 'remove'],
    ['2027-01-01', 'remove'],
    ['2026-02-01', 'keep'],
  ] as const)('counts the grace period in days: on %s the decision is %s', (today, decision) => {
    const decided = decide([tenant('a', offboarded('2026-03-01'))], { today });
    expect(decided[decision]).toEqual(['a']);
    expect(decided.codes).toEqual(decision === 'keep' ? ['publish/grace-period'] : []);
  });

  test('keeps a tenant with errors, also past its grace period', () => {
    const tenants = [tenant('a', {}), tenant('b', offboarded('2020-01-01'))];
    expect(decide(tenants, { present: ['a'], failing: ['a', 'b'] })).toMatchObject({
      keep: ['a', 'b'],
      remove: [],
      codes: ['publish/kept-back', 'publish/kept-back'],
    });
  });

  test('names the file of a tenant that it keeps back, and no line: its errors have those', () => {
    const { findings } = decide([tenant('a', {})], { present: ['a'], failing: ['a'] });
    expect(findings.map(({ place }) => place)).toEqual([{ file: 'tenants/a.yaml' }]);
  });

  test('keeps everybody without a word where no tenant has a file: load tells that once', () => {
    const tenants = [tenant('a', {}), tenant('b', {})];
    expect(decide(tenants, { present: [] })).toMatchObject({ keep: ['a', 'b'], remove: [], codes: [] });
  });

  test('keeps back a newcomer with errors without a word, for its errors speak', () => {
    expect(decide([], { present: ['new'], failing: ['new'] })).toMatchObject({ keep: ['new'], remove: [], codes: [] });
  });

  test('makes warnings only', () => {
    const { findings } = decide([tenant('a'), tenant('b', offboarded('2026-03-30')), tenant('c', {})], {
      failing: ['c'],
    });
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning']);
  });

  test('removes nothing but what was offboarded, and never what it keeps', () => {
    const lifecycle = fc.constantFrom('active', 'suspended', 'offboarding', '');
    const date = fc.constantFrom('', '2020-01-01', '2026-03-30', 'soon');
    const entry = fc.option(fc.record({ lifecycle, offboardedOn: date }), { nil: undefined });
    const ids = ['a', 'b', 'c'];
    fc.assert(
      fc.property(fc.tuple(entry, entry, entry), fc.subarray(ids), fc.subarray(ids), (entries, present, failing) => {
        const tenants = ids.map((id, index) => tenant(id, entries[index]));
        const { keep, remove } = decide(tenants, { present, failing });
        for (const id of remove) {
          expect([...keep, ...present, ...failing]).not.toContain(id);
          expect(entries[ids.indexOf(id)]).toEqual(offboarded('2020-01-01'));
        }
      }),
    );
  });
});

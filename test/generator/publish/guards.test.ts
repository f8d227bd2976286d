import { describe, expect, test } from 'vitest';
import { type Budgets, checkBudgets } from '../../../generator/decide-changes.js';
import type { TenantChanges } from '../../../generator/tree/reconcile.js';

const nothing: TenantChanges = { added: [], changed: [], removed: [], unchanged: [], kept: [] };
const some = (count: number) => Array.from({ length: count }, (_, index) => `t-${index}`);
const codes = (fates: Partial<TenantChanges>, budgets: Budgets) =>
  checkBudgets({ ...nothing, ...fates }, budgets).map(({ code }) => code);

describe('checkBudgets', () => {
  test.each([
    ['as many removals as allowed', { removed: some(2) }, { deletions: 2 }, []],
    ['one removal too many', { removed: some(3) }, { deletions: 2 }, ['publish/deletion-budget']],
    ['any removal where none is allowed', { removed: some(1) }, { deletions: 0 }, ['publish/deletion-budget']],
    ['as many changes as allowed', { changed: some(2) }, { deletions: 0, changes: 2 }, []],
    ['one change too many', { changed: some(3) }, { deletions: 0, changes: 2 }, ['publish/change-budget']],
    ['any number of changes without a budget', { changed: some(500) }, { deletions: 0 }, []],
    ['any number of additions', { added: some(500) }, { deletions: 0, changes: 0 }, []],
    ['changes within a share', { changed: some(2), unchanged: some(18) }, { deletions: 0, changes: '10%' }, []],
    [
      'changes beyond a share',
      { changed: some(3), unchanged: some(17) },
      { deletions: 0, changes: '10%' },
      ['publish/change-budget'],
    ],
    ['one change, however small its share', { changed: some(1) }, { deletions: 0, changes: '10%' }, []],
    [
      'both budgets',
      { changed: some(2), removed: some(1) },
      { deletions: 0, changes: 1 },
      ['publish/deletion-budget', 'publish/change-budget'],
    ],
  ] as const)('judges %s', (_, fates, budgets, expected) => {
    expect(codes(fates, budgets)).toEqual(expected);
  });

  test('lists every tenant that would go', () => {
    const [found] = checkBudgets({ ...nothing, removed: ['acme', 'globex'] }, { deletions: 1 });
    expect(found?.message).toMatch(/acme, globex$/);
  });
});

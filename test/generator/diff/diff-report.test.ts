import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffReport, diffMarkdown, diffText } from '../../../generator/diff/diff-report.js';
import type { TenantDiff } from '../../../generator/diff/diff-tenant.js';

const changed = (after: unknown): TenantDiff => ({
  id: 'acme',
  fate: 'changed',
  risk: 'restarts',
  objects: [
    {
      kind: 'ConfigMap',
      name: 'api-env',
      fate: 'changed',
      risk: 'reconfigures',
      fields: [{ path: 'data.A', before: 'x', after }],
    },
  ],
});
const report = (after: unknown, ids: readonly string[] = ['acme']): DiffReport => ({
  groups: [{ ids, example: changed(after) }],
  unchanged: 3,
  descriptions: new Map(),
});

describe('the report of a diff', () => {
  it('says in its first line how many change and how many do not', () => {
    expect(diffText(report('y'))[0]).toMatch(/1 tenant changes.*other 3/);
    expect(diffText(report('y', ['a', 'b']))[0]).toMatch(/2 tenants change, all alike/);
    expect(diffText({ groups: [], unchanged: 6, descriptions: new Map() })).toEqual(['nothing changes for 6 tenants']);
  });

  it('counts tenants of groups that are not at hand', () => {
    expect(diffText({ ...report('y'), changing: 12 })[0]).toMatch(/^12 tenants change; .*other 3/);
    expect(diffText({ ...report('y', ['a', 'b']), changing: 12 })[0]).toMatch(/^12 tenants change: 2 alike .*10 other/);
  });

  it('tells apart what changes for all tenants', () => {
    const shared = [{ ids: ['one', 'two'], example: changed('y') }];
    const [first, , title] = diffText({ ...report('y'), groups: [], shared });
    expect(first).toMatch(/^nothing changes for 3 tenants; 2 objects .* for all tenants change$/);
    expect(title).toMatch(/^for all tenants, changes: one, two/);
    expect(diffMarkdown({ ...report('y'), groups: [], shared })).toContain(
      '### for all tenants, changes: `one`, `two`',
    );
  });

  it('tells who costs otherwise without a change, and bounds the list', () => {
    const prices = Array.from({ length: 14 }, (_, index) => ({ ids: [`t${index}`], sentence: `+${index}.00 EUR` }));
    const lines = diffText({ ...report('y'), groups: [], prices });
    expect(lines[0]).toMatch(/14 tenants without a change will cost otherwise$/);
    expect(lines.filter((line) => line.startsWith('new prices: '))).toHaveLength(11);
    expect(lines.at(-1)).toContain('4 more tenants');
    expect(diffMarkdown({ ...report('y'), prices })).toContain('new prices: `t0`: `+0.00 EUR`');
  });

  it('keeps a value of several lines on one', () => {
    expect(diffText(report('a\n  b'))).toContain('      data.A: x → a b');
  });

  it('describes a tenant that appears', () => {
    const example: TenantDiff = { ...changed('y'), fate: 'added' };
    const text = diffText({
      groups: [{ ids: ['acme'], example }],
      unchanged: 0,
      descriptions: new Map([['acme', 'free in eu-west']]),
    });
    expect(text.join('\n')).toContain('free in eu-west');
  });

  it('says what a group costs', () => {
    const priced = { ...report('y'), costs: new Map([['acme', '+12.00 EUR a month']]) };
    expect(diffText(priced)).toContain('  +12.00 EUR a month');
    expect(diffMarkdown(priced)).toContain('`+12.00 EUR a month`');
  });

  it('keeps values of strangers inside code spans of the Markdown', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('`', 'a', '\n', '<', '@', ' ', '|'), maxLength: 30 }),
        (hostile) => {
          const lines = diffMarkdown(report(hostile)).split('\n');
          const field = lines.filter((line) => line.includes('data.A'));
          expect(field).toHaveLength(1);
          const fence = /^ {2}- (`+)/.exec(field[0] ?? '')?.[1] ?? '';
          expect(field[0]?.endsWith(fence)).toBe(true);
          const inner = (field[0] ?? '').slice(4 + fence.length, -fence.length);
          expect([...inner.matchAll(/`+/g)].every((run) => run[0].length !== fence.length)).toBe(true);
        },
      ),
    );
  });

  it('cuts values that nobody reads to their end', () => {
    expect(diffText(report('z'.repeat(500))).join('\n').length).toBeLessThan(400);
  });
});

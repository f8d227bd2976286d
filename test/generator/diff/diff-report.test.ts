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

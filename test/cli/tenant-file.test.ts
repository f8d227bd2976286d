import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, parse } from 'yaml';
import { withTenantField } from '../../cli/tenant-file.js';

const field = { key: 'database', value: '{generation: 2}' };
const head = 'kind: Tenant # one\nspec:\n  # why\n  owner: {name: Jane,   email: a@b.example}\n';

describe('withTenantField', () => {
  it('adds a line after the last field, whatever that holds', () => {
    for (const last of ['  tier: demo # short\n', '  overrides:\n    database:\n      storage: 5Gi   # more\n'])
      expect(withTenantField(head + last, field)).toBe(`${head}${last}  database: {generation: 2}\n`);
  });

  it('puts one line where there were several, and leaves what is around them', () => {
    const [before, after] = [`${head}  database:`, '\n  # then\n  tier: demo\n'];
    const text = `${before}\n    generation: 2\n    restore: {from: 1}${after}`;
    expect(withTenantField(text, field)).toBe(`${before} {generation: 2}${after}`);
  });

  it('changes what is in braces', () => {
    const text = `${head}  database: {generation: 2, restore: {from: 1}} # soon\n  tier: demo\n`;
    expect(withTenantField(text, field)).toBe(text.replace('{generation: 2, restore: {from: 1}}', '{generation: 2}'));
  });

  it('changes nothing but the field, whatever the file holds', () => {
    const files = fc.record({
      before: fc.dictionary(fc.stringMatching(/^[a-c]{1,5}$/), fc.jsonValue()),
      after: fc.dictionary(fc.stringMatching(/^[x-z]{1,5}$/), fc.jsonValue()),
      database: fc.constantFrom({}, { database: { generation: 2, restore: { from: 1 } } }, { database: null }),
      flow: fc.boolean(),
    });
    fc.assert(
      fc.property(files, ({ before, after, database, flow }) => {
        const spec = { tier: 'demo', ...before, ...database, ...after };
        const text = new Document({ spec, z: before }).toString(flow ? { collectionStyle: 'flow' } : {});
        const expected = parse(text) as { readonly spec: object };
        expect(parse(withTenantField(text, field))).toEqual({
          ...expected,
          spec: { ...expected.spec, database: { generation: 2 } },
        });
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, parse } from 'yaml';
import { suspendedText } from '../../cli/expired.js';

const head = 'kind: Tenant # one\nspec:\n  # why\n  owner: {name: Jane,   email: a@b.example}\n\n';

describe('suspendedText', () => {
  it.each([
    ['adds one line after the day', '  expiresAt: 2026-12-31   # the last day\n', '  lifecycle: suspended\n'],
    ['adds one line where the file ends without one', '  expiresAt: 2026-12-31', '\n  lifecycle: suspended'],
  ])('%s', (_, text, added) => {
    expect(suspendedText(head + text)).toBe(head + text + added);
  });

  it('adds the line before what follows', () => {
    const [before, after] = [`${head}    \n  expiresAt: "2026-12-31"\n`, '  # more\n  sampleData: true\n# end\n'];
    expect(suspendedText(before + after)).toBe(`${before}  lifecycle: suspended\n${after}`);
  });

  it('keeps the ends of line', () => {
    const text = 'spec:\r\n  expiresAt: 2026-12-31\r\n  tier: demo\r\n';
    expect(suspendedText(text)).toBe(text.replace('  tier', '  lifecycle: suspended\r\n  tier'));
  });

  it('changes the word where there is one', () => {
    const text = `${head}  lifecycle:   "active"  # runs\n  expiresAt: 2026-12-31\n`;
    expect(suspendedText(text)).toBe(text.replace('"active"', 'suspended'));
  });

  it('stays within braces', () => {
    const text = 'spec: {tier: demo, expiresAt: 2026-12-31 } # short\n';
    expect(suspendedText(text)).toBe(text.replace('12-31', '12-31, lifecycle: suspended'));
  });

  it.each([
    'spec:\n  ? expiresAt # odd\n  : 2026-12-31\n  tier: demo\n',
    'spec:\n  expiresAt: >-\n    2026-12-31\n',
    'spec:\n  expiresAt: 2026-12-31\n  lifecycle: |-\n    active\n  tier: demo\n',
    'spec:\n  expiresAt:\n    2026-12-31\n',
  ])('says the same however it is laid out: %j', (text) => {
    const { spec } = parse(text) as { spec: object };
    expect(parse(suspendedText(text))).toEqual({ spec: { ...spec, lifecycle: 'suspended' } });
    expect(suspendedText(text).includes('# odd')).toBe(text.includes('# odd'));
  });

  it('changes nothing but the lifecycle, whatever the file holds', () => {
    const files = fc.record({
      before: fc.dictionary(fc.stringMatching(/^[a-d]{1,5}$/), fc.jsonValue()),
      after: fc.dictionary(fc.stringMatching(/^[x-z]{1,5}$/), fc.jsonValue()),
      lifecycle: fc.constantFrom({}, { lifecycle: 'active' }),
      flow: fc.boolean(),
    });
    fc.assert(
      fc.property(files, ({ before, after, lifecycle, flow }) => {
        const spec = { ...before, expiresAt: '2026-12-31', ...lifecycle, ...after };
        const text = new Document({ spec, z: before }).toString(flow ? { collectionStyle: 'flow' } : {});
        const expected: unknown = parse(text);
        expect(parse(suspendedText(text))).toEqual({
          ...(expected as object),
          spec: { ...(expected as { spec: object }).spec, lifecycle: 'suspended' },
        });
      }),
    );
  });
});

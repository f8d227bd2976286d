import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLabel } from '../../cli/to-label.js';
import { label } from '../../constructs/base/schema.js';

const options = { longest: 33, fallback: 'tenant' };

describe('toLabel', () => {
  it.each([
    ['Acme Auto Repair', 'acme-auto-repair'],
    ['  Café Zürich & Söhne, S.à r.l. ', 'cafe-zurich-sohne-s-a-r-l'],
    ['Ørsted Łódź Straße', 'orsted-lodz-strasse'],
    ['ﬁne Ⅳ', 'fine-iv'],
    ['3M Garage', 'tenant-3m-garage'],
    ['東京', 'tenant'],
    ['🚗', 'tenant'],
    ['', 'tenant'],
  ])('makes of %j the label %s', (text, expected) => {
    expect(toLabel(text, options)).toBe(expected);
  });

  it('cuts a long text without leaving a dash at its end', () => {
    expect(toLabel('abcd efgh', { longest: 5, fallback: 'tenant' })).toBe('abcd');
  });

  it('makes a label of the allowed length, whatever the text', () => {
    const schema = label(options.longest);
    const text = fc.string({ unit: 'binary' }).filter((each) => each !== 'constructor');
    fc.assert(fc.property(text, (each) => schema.safeParse(toLabel(each, options)).success));
  });
});

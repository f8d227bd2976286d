import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableLine } from '../../cli/terminal.js';

describe('printable', () => {
  it('escapes what moves the cursor, changes colours or turns the direction of text', () => {
    expect(printable('a\u001b[31mb\u202ec\u2028d\re')).toBe('a\\u001b[31mb\\u202ec\\u2028d\\u000de');
    expect(printable('Größe „5“ → ✓\n次の行')).toBe('Größe „5“ → ✓\n次の行');
    expect(printableLine('a\nb')).toBe('a\\u000ab');
  });

  it('leaves nothing but what prints, and lines', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(printableLine(text)).not.toContain('\n');
      }),
    );
  });
});

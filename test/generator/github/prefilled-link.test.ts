import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutsideError } from '../../../generator/finding/outside-error.js';
import { longestLink, prefilledLink } from '../../../generator/github/prefilled-link.js';

const repository = { owner: 'acme', repo: 'platform' };
const path = 'tenants/acme-auto.yaml';

describe('prefilledLink', () => {
  it('leads to the page for a new file below the branch', () => {
    const link = prefilledLink({ repository, branch: 'release/4', path, text: 'a: 1\n' });
    expect(link).toBe(
      'https://github.com/acme/platform/new/release/4?filename=tenants%2Facme-auto.yaml&value=a%3A%201%0A',
    );
  });

  it('carries every text as it is, or is refused; never is it longer than GitHub takes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('&value=x', '#', '?', '%', '+ +', 'ä€🚗', '\r\n'),
    );
    fc.assert(
      fc.property(text, fc.nat(4000), (part, times) => {
        const whole = part.repeat(Math.min(times, Math.ceil(12_000 / (part.length + 1))));
        try {
          const link = prefilledLink({ repository, branch: 'main', path, text: whole });
          expect(link.length).toBeLessThanOrEqual(longestLink);
          expect(Object.fromEntries(new URL(link).searchParams)).toEqual({ filename: path, value: whole });
        } catch (error) {
          if (!(error instanceof OutsideError)) throw error;
          expect(encodeURIComponent(whole).length).toBeGreaterThan(longestLink - 200);
        }
      }),
    );
  });
});

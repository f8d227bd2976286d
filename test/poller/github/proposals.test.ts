import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestLink, tryPrefilledLink } from '../../../poller/github/proposals.js';

const repositoryUrl = 'https://github.com/acme/platform';
const path = 'tenants/acme-auto.yaml';
const message = 'tenants: add acme-auto';
const linkOf = (text: string, branch = 'main') => tryPrefilledLink({ repositoryUrl, branch, path, text, message });

describe('tryPrefilledLink', () => {
  it('leads to the page for a new file below the branch', () => {
    expect(linkOf('a: 1\n', 'release/4')).toBe(
      'https://github.com/acme/platform/new/release/4?filename=tenants%2Facme-auto.yaml&value=a%3A%201%0A&message=tenants%3A%20add%20acme-auto',
    );
  });

  it('carries every text as it is, or there is none; never is it longer than GitHub takes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('&value=x', '#', '?', '%', '+ +', 'ä€🚗', '\r\n'),
    );
    fc.assert(
      fc.property(text, fc.nat(4000), (part, times) => {
        const whole = part.repeat(Math.min(times, Math.ceil(12_000 / (part.length + 1))));
        const link = linkOf(whole);
        if (link === undefined) expect(encodeURIComponent(whole).length).toBeGreaterThan(longestLink - 200);
        else {
          expect(link.length).toBeLessThanOrEqual(longestLink);
          expect(Object.fromEntries(new URL(link).searchParams)).toEqual({ filename: path, value: whole, message });
        }
      }),
    );
  });

  it('is made for half a character too, which no address can hold', () => {
    expect(new URL(linkOf('a\ud83d') ?? '').searchParams.get('value')).toBe('a\ufffd');
  });
});

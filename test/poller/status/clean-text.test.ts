import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../poller/status/clean-text.js';

describe('a text from outside', () => {
  it.each([
    'DB_PASSWORD=hunter2 refused',
    'password: hunter2',
    'POSTGRES_PASSWORD = "hunter2"',
    '{"api_key": "hunter2", "user": "app"}',
    "{'token': 'hunter2'}",
    'Authorization: Bearer hunter2',
    'authorization=Basic hunter2',
    'client-secret:hunter2,',
    'https://app:hunter2@git.example/x.git',
  ])('loses what is secret in %s', (text) => {
    expect(cleanText(text, 500)).not.toContain('hunter2');
  });

  it.each([
    'password authentication failed for user "app"',
    'could not get secret data from provider',
    'error retrieving secret: not found',
    'Secret "postgres-app" not found',
    'token has expired',
  ])('keeps what says why: %s', (text) => {
    expect(cleanText(text, 500)).toBe(text);
  });

  it('is one line that prints, of bounded length, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 2, max: 60 }), (text, longest) => {
        const clean = cleanText(text, longest);
        expect(clean.length).toBeLessThanOrEqual(longest);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
      }),
    );
  });
});

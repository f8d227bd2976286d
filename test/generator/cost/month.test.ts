import { describe, expect, it } from 'vitest';
import { tryParseMonth } from '../../../generator/cost/measured-usage.js';

describe('tryParseMonth', () => {
  it.each([
    ['2026-11', 30, '2026-11-30'],
    ['2026-12', 31, '2026-12-31'],
    ['2028-02', 29, '2028-02-29'],
  ])('%s has %d days and ends on %s', (name, days, lastDay) => {
    const month = tryParseMonth(name);
    expect(month).toMatchObject({ name, lastDay });
    expect((month?.end ?? 0) - (month?.start ?? 0)).toBe(days * 86_400);
  });

  it.each(['2026-13', '2026-00', '2026-1', '26-11', '2026-11-01', '', ' 2026-11'])('refuses %j', (text) => {
    expect(tryParseMonth(text)).toBeUndefined();
  });
});

// Quantities are read, compared and written exactly.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareQuantities,
  formatBinary,
  formatDecimal,
  parseQuantity,
  roundUp,
  tryParseQuantity,
} from '../../../constructs/base/quantity.js';

const unit = 1_000_000_000n;

describe('parseQuantity', () => {
  it.each([
    ['0', 0n],
    ['1', unit],
    ['+1', unit],
    ['1n', 1n],
    ['1u', 1_000n],
    ['100m', unit / 10n],
    ['0.1', unit / 10n],
    ['.5', unit / 2n],
    ['5.', 5n * unit],
    ['1k', 1_000n * unit],
    ['1M', 10n ** 6n * unit],
    ['1G', 10n ** 9n * unit],
    ['1T', 10n ** 12n * unit],
    ['1P', 10n ** 15n * unit],
    ['1E', 10n ** 18n * unit],
    ['1Ki', 1024n * unit],
    ['1.5Mi', 1_572_864n * unit],
    ['1Gi', 2n ** 30n * unit],
    ['1Ti', 2n ** 40n * unit],
    ['1Pi', 2n ** 50n * unit],
    ['7Ei', 7n * 2n ** 60n * unit],
    ['2e3', 2_000n * unit],
    ['2E3', 2_000n * unit],
    ['5e-3', 5_000_000n],
    ['1.25e+2', 125n * unit],
    ['0.0000000001', 1n],
  ])('reads %s', (text, expected) => {
    expect(parseQuantity(text)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '1 Gi',
    '-1',
    '1gi',
    '1KI',
    '1K',
    'Gi',
    '.',
    '1e',
    '1e999',
    '0x10',
    '1,5',
    '8Ei',
    '1e30',
    'NaN',
    '１',
  ])('refuses %j', (text) => {
    expect(tryParseQuantity(text)).toBeUndefined();
    expect(() => parseQuantity(text)).toThrow(RangeError);
  });
});

const amount = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

describe('canonical text', () => {
  it('of nano-units reads back as the same quantity', () => {
    fc.assert(fc.property(amount, (nanos) => parseQuantity(formatDecimal(nanos)) === nanos));
  });

  it('of bytes reads back as the same quantity', () => {
    fc.assert(fc.property(amount, (bytes) => parseQuantity(formatBinary(bytes * unit)) === bytes * unit));
  });

  it('has the largest suffix that leaves a whole number', () => {
    expect(['1500m', '2000m', '1000k', '0.25', '0'].map((text) => formatDecimal(parseQuantity(text)))).toEqual([
      '1500m',
      '2',
      '1M',
      '250m',
      '0',
    ]);
    expect(['1024Mi', '1536Mi', '1000', '0.5', '0Gi'].map((text) => formatBinary(parseQuantity(text)))).toEqual([
      '1Gi',
      '1536Mi',
      '1000',
      '1',
      '0',
    ]);
  });

  it('is its own canonical text', () => {
    fc.assert(
      fc.property(amount, (nanos) => {
        const text = formatDecimal(nanos);
        return formatDecimal(parseQuantity(text)) === text;
      }),
    );
  });
});

describe('compareQuantities', () => {
  it('orders amounts whatever their suffixes', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const expected = a < b ? -1 : a > b ? 1 : 0;
        return compareQuantities(formatBinary(a * unit), formatDecimal(b * unit)) === expected;
      }),
    );
  });

  it('finds one amount in two spellings', () => {
    expect(compareQuantities('1Gi', '1073741824')).toBe(0);
    expect(compareQuantities('1G', '1Gi')).toBe(-1);
    expect(compareQuantities('1', '999m')).toBe(1);
  });
});

describe('roundUp', () => {
  it('gives the least multiple that is not below the quantity', () => {
    fc.assert(
      fc.property(amount, fc.bigInt({ min: 1n, max: 10n ** 12n }), (quantity, step) => {
        const rounded = roundUp(quantity, step);
        return rounded % step === 0n && rounded >= quantity && rounded - quantity < step;
      }),
    );
  });
});

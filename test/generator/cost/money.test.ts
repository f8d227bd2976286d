import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../constructs/base/quantity.js';
import {
  amountText,
  charge,
  decimalText,
  minorDigits,
  moneyText,
  parsePrice,
} from '../../../generator/cost/tenant-cost.js';

const one = parseQuantity('1');

describe('charge', () => {
  it.each([
    ['1', '49.00', 4900n],
    ['0', '49.00', 0n],
    ['1', '0.005', 1n],
    ['1', '0.004999', 0n],
    ['3', '0.005', 2n],
    ['500m', '9.01', 451n],
    ['100m', '0.1', 1n],
  ])('of %s units at %s is %d cents', (amount, price, cents) => {
    expect(charge(parseQuantity(amount), one, parsePrice(price), 'EUR')).toBe(cents);
  });

  it('takes a part of a GiB exactly', () => {
    expect(charge(parseQuantity('512Mi'), parseQuantity('1Gi'), parsePrice('4.50'), 'EUR')).toBe(225n);
  });

  it('is never further than half a minor unit from the exact amount, and rounds the half up', () => {
    const nano = 10n ** 9n;
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 24n });
    const prices = fc.bigInt({ min: 0n, max: 10n ** 18n });
    fc.assert(
      fc.property(amounts, prices, (amount, price) => {
        const rounded = charge(amount, one, price, 'EUR');
        const error = 2n * (rounded * one * nano - amount * price * 100n);
        return -one * nano < error && error <= one * nano;
      }),
    );
  });
});

describe('minorDigits', () => {
  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
  ])('of %s are %d', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });
});

describe('the text of an amount', () => {
  it.each([
    [4900n, 'EUR', '49.00 EUR'],
    [5n, 'EUR', '0.05 EUR'],
    [-1250n, 'EUR', '-12.50 EUR'],
    [49n, 'JPY', '49 JPY'],
    [1n, 'KWD', '0.001 KWD'],
  ])('%d of %s is %s', (amount, currency, text) => {
    expect(moneyText(amount, currency)).toBe(text);
  });

  it('is read back as the same amount', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 11n });
    fc.assert(fc.property(cents, (amount) => charge(1n, 1n, parsePrice(amountText(amount, 'EUR')), 'EUR') === amount));
  });

  it('keeps every digit of what no floating-point number holds', () => {
    expect(decimalText(90071992547409931n, 2)).toBe('900719925474099.31');
  });
});

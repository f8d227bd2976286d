// Money: exact amounts as whole minor units (cents), never a floating-point number. Prices come from platform.yaml as text.
import { parseQuantity } from '../../constructs/quantity.js';
import { remembered } from '../../constructs/remembered.js';

/** A whole number of a currency's minor units: 4900n is 49.00 EUR. */
export type MinorUnits = bigint;

/** A price in billionths of the currency's unit, which holds every price that the schema allows. */
export type NanoPrice = bigint;

const nano = 1_000_000_000n;

/** Reads an amount as the schema of prices allows it. */
export function parsePrice(text: string): NanoPrice {
  return parseQuantity(text);
}

/** Digits after the point: ISO 4217, as ECMA-402 (CurrencyDigits) takes it over; 2 for EUR, 0 for JPY. */
export const minorDigits = remembered(
  (currency) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2,
);

/** What an amount of something costs, rounded half up to a minor unit. `unit` is what the price is for, in the amount's scale. */
export function charge(amount: bigint, unit: bigint, price: NanoPrice, currency: string): MinorUnits {
  return divideHalfUp(amount * price * 10n ** BigInt(minorDigits(currency)), unit * nano);
}

/** As `49.00`, or `-12.50`. */
export function amountText(amount: MinorUnits, currency: string): string {
  return decimalText(amount, minorDigits(currency));
}

/** As `49.00 EUR`. */
export function moneyText(amount: MinorUnits, currency: string): string {
  return `${amountText(amount, currency)} ${currency}`;
}

/** Divides what is zero or more by what is more than zero. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}

/** A whole number with its last digits after a point. */
export function decimalText(value: bigint, digits: number): string {
  const text = String(value < 0n ? -value : value).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  return `${value < 0n ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`}`;
}

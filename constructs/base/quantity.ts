// Kubernetes quantities, exactly: `500m`, `1.5Gi` and `2e3` as whole nano-units, so that sums and comparisons never round.
// Used wherever quantities are added (the quota) or compared (ceilings, storage that must not shrink).
import { memoize } from './memoize.js';

/** A quantity in nano-units: 1 CPU or 1 byte is 1,000,000,000n. */
export type NanoUnits = bigint;

const decimalScales = { n: 0n, u: 3n, m: 6n, '': 9n, k: 12n, M: 15n, G: 18n, T: 21n, P: 24n, E: 27n } as const;
const binaryScales = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n } as const;

const one: NanoUnits = 10n ** decimalScales[''];
/** Kubernetes stores no quantity above 2^63 - 1 (k8s.io/apimachinery/pkg/api/resource). */
const largest: NanoUnits = (2n ** 63n - 1n) * one;
const shape = /^\+?(?:(\d{1,30})(?:\.(\d{0,30}))?|\.(\d{1,30}))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,2}))?$/;

/**
 * Reads a quantity that is zero or more; what is finer than a nano-unit is rounded up, as Kubernetes does.
 * @throws RangeError for text that is no quantity, negative or more than Kubernetes can store.
 */
export function parseQuantity(text: string): NanoUnits {
  const quantity = tryParseQuantity(text);
  if (quantity === undefined) throw new RangeError(`not a quantity: ${JSON.stringify(text)}`);
  return quantity;
}

/** As `parseQuantity`, but `undefined` where that throws. */
export const tryParseQuantity = memoize(readQuantity);

function readQuantity(text: string): NanoUnits | undefined {
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [, whole = '', decimals = '', bare = '', suffix = '', exponent] = match;
  const fraction = decimals + bare;
  const [numerator, denominator] = scale(suffix, exponent);
  const quantity = divideUp(BigInt(whole + fraction) * numerator, 10n ** BigInt(fraction.length) * denominator);
  return quantity > largest ? undefined : quantity;
}

/** Less than zero when `a` is the smaller, zero when both are the same amount, however they are written. */
export function compareQuantities(a: string, b: string): number {
  const difference = parseQuantity(a) - parseQuantity(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Canonical text with a decimal suffix, as for CPU: the largest suffix that leaves a whole number. */
export function formatDecimal(quantity: NanoUnits): string {
  if (quantity === 0n) return '0';
  const fitting = Object.entries(decimalScales).filter(([, power]) => quantity % 10n ** power === 0n);
  const [suffix, power] = fitting.at(-1) ?? ['n', 0n];
  return `${quantity / 10n ** power}${suffix}`;
}

/** Canonical text with a binary suffix, as for memory and storage; a part of a byte is rounded up to a byte. */
export function formatBinary(quantity: NanoUnits): string {
  const bytes = divideUp(quantity, one);
  if (bytes === 0n) return '0';
  const fitting = Object.entries(binaryScales).filter(([, power]) => bytes % 2n ** power === 0n);
  const [suffix, power] = fitting.at(-1) ?? ['', 0n];
  return `${bytes / 2n ** power}${suffix}`;
}

/** The text that the API server's own types write for a quantity: `1000m` is `1`, `1024Mi` is `1Gi`. */
export function canonicalQuantity(text: string): string {
  return text.endsWith('i') ? formatBinary(parseQuantity(text)) : formatDecimal(parseQuantity(text));
}

/** Rounds up to the next multiple of `step`. */
export function roundUp(quantity: NanoUnits, step: NanoUnits): NanoUnits {
  return divideUp(quantity, step) * step;
}

/** What one of a suffix or exponent is in nano-units, as a fraction. */
function scale(suffix: string, exponent: string | undefined): [numerator: bigint, denominator: bigint] {
  if (exponent !== undefined) {
    const power = BigInt(exponent);
    return power < 0n ? [one, 10n ** -power] : [one * 10n ** power, 1n];
  }
  if (isKey(binaryScales, suffix)) return [one * 2n ** binaryScales[suffix], 1n];
  return [10n ** (isKey(decimalScales, suffix) ? decimalScales[suffix] : decimalScales['']), 1n];
}

function isKey<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}

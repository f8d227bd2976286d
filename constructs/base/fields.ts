// Reading fields of rendered objects, whose shape a rule must not trust.
import { type NanoUnits, tryParseQuantity } from './quantity.js';

export type Fields = Readonly<Record<string, unknown>>;

/** The value at a path of keys; undefined where a step is missing. */
export function valueAt(from: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isFields(value) ? value[key] : undefined), from);
}

/** The mapping at a path, empty where there is none. */
export function fieldsAt(from: unknown, ...path: readonly string[]): Fields {
  const value = valueAt(from, ...path);
  return isFields(value) ? value : {};
}

/** The list at a path, empty where there is none; what stands in the place of a list is taken for its one item. */
export function listAt(from: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = valueAt(from, ...path);
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The list at a path as texts; an item that is none becomes `(not a text)`, which is never anybody's own. */
export function textsAt(from: unknown, ...path: readonly string[]): string[] {
  return listAt(from, ...path).map((value) => (typeof value === 'string' ? value : '(not a text)'));
}

/** The text at a path; undefined where there is none. */
export function textAt(from: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** The number at a path; undefined where there is none. */
export function numberAt(from: unknown, ...path: readonly string[]): number | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The quantity at a path, which YAML may hold as a number too; undefined where there is none, or none that parses. */
export function quantityAt(from: unknown, ...path: readonly string[]): NanoUnits | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'string' || typeof value === 'number' ? tryParseQuantity(String(value)) : undefined;
}

/** Every value below one, at whatever depth, that stands under a key. */
export function valuesUnder(key: string, from: unknown): unknown[] {
  const found: unknown[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isFields(value) && Object.hasOwn(value, key)) found.push(value[key]);
    for (const each of Object.values(value)) visit(each);
  };
  visit(from);
  return found;
}

/** True where all pairs of the first are in the second, as a selector's labels in a pod's. */
export function isPartOf(part: Fields, whole: Fields): boolean {
  return Object.entries(part).every(([key, value]) => whole[key] === value);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

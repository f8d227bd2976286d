// Two versions of one object, field by field: lists by the key of their items, quantities as quantities.

import { parse } from 'yaml';
import { tryParseQuantity } from '../../constructs/base/quantity.js';
import { tryParseJson } from '../tree/published-tenant.js';

/** One field that differs. A path is dotted, with the key of a list's item in brackets: `spec.template.spec.containers[api].image`. */
export interface FieldChange {
  readonly path: string;
  /** Absent for a field that appears. */
  readonly before?: unknown;
  /** Absent for a field that disappears. */
  readonly after?: unknown;
}

/** Every field that differs, in the order of paths. */
export function compareObjects(before: unknown, after: unknown): FieldChange[] {
  return compare(before, after, '');
}

function compare(before: unknown, after: unknown, path: string): FieldChange[] {
  if (Object.is(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return compareRecords(before, after, (key) => join(path, key));
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  if (sameQuantity(before, after, path)) return [];
  return [{ path, before, after }];
}

type Fields = Readonly<Record<string, unknown>>;

function compareRecords(before: Fields, after: Fields, pathOf: (key: string) => string): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => compare(before[key], after[key], pathOf(key)));
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: string): FieldChange[] {
  const [old, next] = [keyed(before), keyed(after)];
  if (old !== undefined && next !== undefined) return compareRecords(old, next, (key) => `${path}[${key}]`);
  const [[only], [other]] = [before, after];
  if (before.length === 1 && after.length === 1 && isRecord(only) && isRecord(other))
    return compare(only, other, `${path}[0]`);
  const [added, removed] = [missing(after, before), missing(before, after)];
  if (added.length + removed.length === 0)
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  return [
    ...removed.map((each) => ({ path: `${path}[]`, before: each })),
    ...added.map((each) => ({ path: `${path}[]`, after: each })),
  ];
}

/** What tells the items of a list apart, the first that all of them have. */
const itemKeys = [
  'name',
  'mountPath',
  'containerPort',
  'port',
  'secretKey',
  'hostname',
  'host',
  'alert',
  'topologyKey',
  'key',
  'type',
] as const;

function keyed(items: readonly unknown[]): Fields | undefined {
  const key = itemKeys.find((candidate) =>
    items.every((item) => isRecord(item) && ['string', 'number'].includes(typeof item[candidate])),
  );
  if (key === undefined) return undefined;
  const entries = items.map((item) => [String((item as Fields)[key]), item] as const);
  return new Set(entries.map(([name]) => name)).size === items.length ? Object.fromEntries(entries) : undefined;
}

function missing(from: readonly unknown[], other: readonly unknown[]): unknown[] {
  const present = new Set(other.map((item) => JSON.stringify(item)));
  return from.filter((item) => !present.has(JSON.stringify(item)));
}

const quantityPath = /(?:requests|limits|hard|max|min|default|defaultRequest)\.[^.]+$|\.(?:storage|size|sizeLimit)$/;

function sameQuantity(before: unknown, after: unknown, path: string): boolean {
  if (typeof before !== 'string' || typeof after !== 'string' || !quantityPath.test(path)) return false;
  const [old, next] = [tryParseQuantity(before), tryParseQuantity(after)];
  return old !== undefined && old === next;
}

/** Keys that hold dots or slashes, as annotations do, stand in brackets. */
function join(path: string, key: string): string {
  if (/[./]/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Remembers what it compared; one is made for each diff. */
export class TextComparison {
  readonly #known = new Map<string, readonly FieldChange[]>();

  /** As compareObjects of what the texts say; tenants that change alike get their fields in the same order. */
  compare(id: string, before: string, after: string): readonly FieldChange[] {
    if (!canStandFor(id, before, after)) return compareObjects(dataOf(before), dataOf(after));
    const [old, next] = [before.replaceAll(id, placeholder), after.replaceAll(id, placeholder)];
    const key = `${old}\0${next}`;
    const changes = this.#known.get(key) ?? compareObjects(dataOf(old), dataOf(next));
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(key, changes);
    return changes.map((change) => restored(change, id));
  }
}

/** What somebody else broke is compared as text. */
function dataOf(text: string): unknown {
  if (text.startsWith('{')) return tryParseJson(text) ?? text;
  try {
    return parse(text);
  } catch {
    return text;
  }
}

/** Pairs of texts of a few thousand characters: some tens of megabytes. */
const mostRemembered = 2000;

/** A word to YAML like an id, wherever one stands. */
const placeholder = 'zz-tenantry-id-zz';

/** Ids that YAML may take for something else than text, alone or behind a sign, and short ones, which are in many words. */
const ambiguous = /^(?:.{1,3}|true|false|null|[0-9].*|[a-f0-9]+)$/;

function canStandFor(id: string, ...texts: readonly string[]): boolean {
  return !ambiguous.test(id) && texts.every((text) => !text.includes(placeholder));
}

function restored<Value>(value: Value, id: string): Value;
function restored(value: unknown, id: string): unknown {
  if (typeof value === 'string') return value.replaceAll(placeholder, id);
  if (Array.isArray(value)) return value.map((each) => restored(each, id));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [restored(key, id), restored(each, id)]));
}

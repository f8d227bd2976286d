// A value that knows where it came from. Plans are built of these and end as plain data beside their origins.

import type { Place } from './finding.js';
import type { SourceDocument, SourcePath } from './sources.js';
import { valueAt } from './sources.js';

/** Who set a value: `rule` stands for Tenantry itself, as for a default or the address of a database. */
type Layer = 'platform' | 'cluster' | 'blueprint' | 'tier' | 'tenant' | 'rule';

export interface Origin {
  readonly layer: Layer;
  readonly path: SourcePath;
  readonly document?: SourceDocument;
  /** The value that a reference led to, for one that was put together from others. */
  readonly through?: Origin;
}

/** The line that an origin stands on; undefined for a rule. What was made of a whole mapping or list is at its key. */
export function placeOf({ document, path }: Origin): Place | undefined {
  if (document === undefined) return undefined;
  return document.place(path, typeof valueAt(document.data, path) === 'object' ? 'key' : 'value');
}

/** Who really set a value: no document holds a default, so that is Tenantry's rule. */
export function trueOrigin(origin: Origin): Origin {
  const { document, path, through } = origin;
  if (document !== undefined && valueAt(document.data, path) === undefined) return { layer: 'rule', path: [] };
  return through === undefined ? origin : { ...origin, through: trueOrigin(through) };
}

/** A field of another value; its origin is put together only when somebody asks: plans hold thousands that nobody asks for. */
interface FieldOf {
  readonly parent: { readonly origin: Origin };
  readonly key: string | number;
}

/** A value of a source document; `at` goes down to one of its fields. */
export class Sourced<T> {
  readonly #from: Origin | FieldOf;

  constructor(
    readonly value: T,
    from: Origin | FieldOf,
  ) {
    this.#from = from;
  }

  get origin(): Origin {
    if (!('parent' in this.#from)) return this.#from;
    const { parent, key } = this.#from;
    return { ...parent.origin, path: [...parent.origin.path, key] };
  }

  at<K extends keyof T & (string | number)>(key: K): Sourced<T[K]> {
    return new Sourced(this.value[key], { parent: this, key });
  }

  /** The field, or undefined where the document leaves it out. */
  tryAt<K extends keyof T & (string | number)>(key: K): Sourced<Exclude<T[K], undefined>> | undefined {
    const next = Object.hasOwn(this.value as object, key) ? this.value[key] : undefined;
    return next === undefined ? undefined : (this.at(key) as Sourced<Exclude<T[K], undefined>>);
  }

  /** Another value that was worked out from this one. */
  map<U>(change: (value: T) => U): Sourced<U> {
    return new Sourced(change(this.value), this.#from);
  }

  /** Every value below, each with its own origin. */
  trace(): Traced<T> {
    return traceValue(this as Sourced<unknown>) as Traced<T>;
  }
}

/** A structure in which every value is Sourced; a list of plain values is one value. */
export type Traced<T> = [T] extends [string | number | boolean | undefined] ? Sourced<T> : TracedObject<T>;

type TracedObject<T> = T extends readonly (infer E)[]
  ? E extends object
    ? readonly Traced<E>[]
    : Sourced<T>
  : { readonly [K in keyof T]: Traced<T[K]> };

/** A value that Tenantry's own rules make. */
export function byRule<T>(value: T): Sourced<T> {
  return new Sourced(value, { layer: 'rule', path: [] });
}

/** The fields of a record, as Sourced values, in the order of their names. */
export function fieldsOf<T>(record: Sourced<Readonly<Record<string, T>>>): [string, Sourced<T>][] {
  return Object.keys(record.value)
    .sort()
    .map((key) => [key, record.at(key) as Sourced<T>]);
}

/** Plain, deeply frozen data without the origins, and without the fields that have no value. */
export function strip<T>(traced: Traced<T>): T {
  return stripValue(traced) as T;
}

/** Every value with its dotted path. */
export function entriesOf(traced: unknown, path = ''): [string, Sourced<unknown>][] {
  if (traced instanceof Sourced) return [[path, traced]];
  if (typeof traced !== 'object' || traced === null) return [];
  return Object.entries(traced).flatMap(([key, value]) => entriesOf(value, path === '' ? key : `${path}.${key}`));
}

function traceValue(node: Sourced<unknown>): unknown {
  const { value } = node;
  if (typeof value !== 'object' || value === null) return node;
  if (Array.isArray(value))
    return value.some((each) => typeof each === 'object')
      ? value.map((_, index) => traceValue((node as Sourced<unknown[]>).at(index)))
      : node;
  const record = node as Sourced<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(value).map((key) => [key, traceValue(record.at(key))]));
}

function stripValue(traced: unknown): unknown {
  if (traced instanceof Sourced) return freeze(traced.value);
  if (Array.isArray(traced)) return Object.freeze(traced.map(stripValue));
  if (typeof traced !== 'object' || traced === null) return traced;
  const filled = Object.entries(traced).filter(([, value]) => value !== undefined);
  return Object.freeze(Object.fromEntries(filled.map(([key, value]) => [key, stripValue(value)])));
}

function freeze<T>(value: T): T {
  return Array.isArray(value) ? (Object.freeze([...value]) as T) : value;
}

// Two texts of one object of a tenant, compared field by field. A change of a blueprint or of the platform does the same to thousands of
// tenants, and parsing is the dearest thing a diff does: texts that differ from others' only by the tenant's id are parsed once.
import { parse } from 'yaml';
import { tryParseJson } from '../published/parse-json.js';
import { compareObjects, type FieldChange } from './compare-objects.js';

/** Remembers what it compared; one is made for each diff. */
export class TextComparison {
  readonly #known = new Map<string, readonly FieldChange[]>();

  /** As compareObjects of what the texts say; tenants that change alike get their fields in the same order. */
  compare(id: string, before: string, after: string): readonly FieldChange[] {
    if (!canStandFor(id, before, after)) return compareObjects(dataOf(before), dataOf(after));
    const shared = (text: string) => text.replace(digest, '$1').replaceAll(id, placeholder);
    const [old, next] = [shared(before), shared(after)];
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

/** A pod template's digest of its environment, which is each tenant's own: compareObjects leaves it out. */
const digest = /^( +(?:\S.*[{ ])?tenantry\.dev\/env-digest: )"?[0-9a-f]{10}"?/gm;

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

// Manifests as plain JSON data. cdk8s is not loaded here: only commands that render need it.
import type { k8s } from 'cdk8s-plus-29';

type Fields = Record<string, unknown>;

/** The manifest with sorted keys, apiVersion, kind and metadata first; fields without a value are left out. */
export function plainObject(manifest: object): Fields {
  const { apiVersion, kind, metadata, ...rest } = manifest as Fields;
  return { apiVersion, kind, metadata: plainData(metadata), ...(plainData(rest) as Fields) };
}

/** Plain JSON data with sorted keys; cdk8s-plus' wrappers of quantities and ports give what they hold. */
export function plainData(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainData);
  if (isWrapper(value)) return value.value;
  const fields: Fields = {};
  for (const key of sortedKeys(value)) {
    const field = (value as Fields)[key];
    if (field !== undefined && field !== null) fields[key] = plainData(field);
  }
  return fields;
}

/** A quantity, as `500m` or `1Gi`. */
export function quantity(text: string): k8s.Quantity {
  return new Wrapped(text);
}

/** A port by number or name, or a count of pods. */
export function intOrString(value: number | string): k8s.IntOrString {
  return new Wrapped(value);
}

/** Most objects have a field or two, or are written in order: sorting them costs more than to see that they are. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index++)
    if ((keys[index - 1] as string) > (keys[index] as string)) return keys.sort();
  return keys;
}

/** An instance of a class of one value, as `Wrapped` or of cdk8s-plus itself. */
function isWrapper(value: object): value is { readonly value: number | string } {
  return Object.getPrototypeOf(value) !== Object.prototype && 'value' in value;
}

class Wrapped<Value> {
  constructor(readonly value: Value) {}
}

// Reading fields of rendered objects, whose shape a rule must not trust.

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

/** The list at a path, empty where there is none. */
export function listAt(from: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = valueAt(from, ...path);
  return Array.isArray(value) ? value : [];
}

/** The text at a path; undefined where there is none. */
export function textAt(from: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** The number at a path; undefined where there is none. */
export function numberAt(from: unknown, ...path: readonly string[]): number | undefined {
  const value = valueAt(from, ...path);
  return typeof value === 'number' ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

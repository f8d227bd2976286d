// Whether Argo CD compared the very source that an Application names now; both are JSON of anybody's making.

/** Argo CD writes empty objects (`directory.jsonnet: {}`) at times and leaves them out at others: they count as absent. */
export function sameSource(compared: unknown, named: unknown): boolean {
  return compared !== undefined && named !== undefined && equal(compared, named, deepest);
}

/** A source is some four levels deep. */
const deepest = 12;

function equal(a: unknown, b: unknown, depth: number): boolean {
  if (depth === 0) return false;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => equal(item, b[index], depth - 1));
  if (!isRecord(a) || !isRecord(b)) return a === b;
  const left = filled(a, depth - 1);
  const right = new Map(filled(b, depth - 1));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && equal(value, right.get(key), depth - 1))
  );
}

function filled(record: Readonly<Record<string, unknown>>, depth: number): [string, unknown][] {
  return Object.entries(record).filter(([, value]) => !isEmpty(value, depth));
}

function isEmpty(value: unknown, depth: number): boolean {
  if (value === undefined || value === null) return true;
  return isRecord(value) && depth > 0 && Object.values(value).every((each) => isEmpty(each, depth - 1));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

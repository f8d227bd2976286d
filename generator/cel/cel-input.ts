// JSON data as CEL sees it: whole numbers are ints as in Kubernetes, where cel-es would make doubles of all numbers.
import type { CelInput } from '@bufbuild/cel';

/** Mappings become maps; a field without a value is left out. */
export function celInput(data: unknown): CelInput {
  if (typeof data === 'number') return Number.isSafeInteger(data) ? BigInt(data) : data;
  if (typeof data === 'string' || typeof data === 'boolean') return data;
  if (Array.isArray(data)) return data.map(celInput);
  if (typeof data !== 'object' || data === null) return null;
  const map = new Map<string, CelInput>();
  for (const [key, value] of Object.entries(data)) if (value !== undefined) map.set(key, celInput(value));
  return map;
}

// A summary of what a run changed: a few lines for people, and data for programs.
import { counted } from '../constructs/base/wording.js';
import type { Changes } from '../generator/tree/reconcile.js';

const fates = ['added', 'changed', 'removed', 'unchanged', 'kept'] as const;

/** Ids beyond this many are only counted. */
const mostNamed = 8;

export function changeLines({ tenants, puts, deletes }: Changes, leftOut: readonly string[] = []): string[] {
  const present = fates.filter((fate) => tenants[fate].length > 0);
  const total = present.reduce((sum, fate) => sum + tenants[fate].length, 0);
  const parts = present.map((fate) => `${tenants[fate].length} ${fate}`).join(', ');
  const written = puts.length + deletes.length;
  return [
    `${counted(total, 'tenant')}${parts === '' ? '' : `: ${parts}`}`,
    ...present.filter((fate) => fate !== 'unchanged').map((fate) => `  ${fate.padEnd(9)} ${nameList(tenants[fate])}`),
    ...(leftOut.length === 0 ? [] : [`  left out  ${nameList(leftOut)}`]),
    ...(written === 0 ? [] : [`${counted(puts.length, 'file')} written, ${deletes.length} deleted`]),
  ];
}

/** Tenants that can not be rendered, of which nothing is published that could stay. */
export function leftOutOf({ tenants }: Changes, failing: ReadonlySet<string>): string[] {
  const there = new Set(fates.flatMap((fate) => tenants[fate]));
  return [...failing].filter((id) => !there.has(id)).sort();
}

function nameList(ids: readonly string[]): string {
  const rest = ids.length - mostNamed;
  return `${ids.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

export function changesData({ tenants, puts, deletes, foreign }: Changes): Record<string, unknown> {
  return { tenants, files: { written: puts.map((file) => file.path), deleted: deletes, foreign } };
}

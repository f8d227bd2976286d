// What a run changed, in a few lines for people and as data for programs.
import type { Changes } from '../write/reconcile.js';

const fates = ['added', 'changed', 'removed', 'unchanged', 'kept'] as const;

/** Ids beyond this many are only counted. */
const mostNamed = 8;

export function changeLines({ tenants, puts, deletes }: Changes): string[] {
  const parts = fates.filter((fate) => tenants[fate].length > 0).map((fate) => `${tenants[fate].length} ${fate}`);
  const total = fates.reduce((sum, fate) => sum + tenants[fate].length, 0);
  const named = fates
    .filter((fate) => fate !== 'unchanged' && tenants[fate].length > 0)
    .map(
      (fate) =>
        `  ${fate.padEnd(9)} ${tenants[fate].slice(0, mostNamed).join(', ')}${tenants[fate].length > mostNamed ? ` and ${tenants[fate].length - mostNamed} more` : ''}`,
    );
  return [
    `${total} tenants${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`,
    ...named,
    `${puts.length} files written, ${deletes.length} deleted`,
  ];
}

export function changesData({ tenants, puts, deletes, foreign }: Changes): Record<string, unknown> {
  return { tenants, files: { written: puts.map((file) => file.path), deleted: deletes, foreign } };
}

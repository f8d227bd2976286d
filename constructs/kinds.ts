// All that is known of the kinds that tenants have, from every concern's table.
import type { Kind, KindKey, KindTable } from './base/kind.js';
import { concerns } from './index.js';

/** Of all concerns. */
export const kinds: KindTable = Object.assign({}, ...concerns.map((concern) => concern.kinds));

/** Undefined for a kind that tenants do not have. */
export function kindOf({ group, kind }: { readonly group: string; readonly kind: string }): Kind | undefined {
  return kinds[`${group}/${kind}` satisfies KindKey];
}

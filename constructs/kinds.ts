// The kinds that tenants have, from every concern's table. Each tenant's AppProject allows these and those that follow from them, and
// every rendered object is checked against them before it is published.
import type { Kind, KindKey, KindTable } from './base/kind.js';
import { compareText } from './base/order.js';
import { concerns } from './index.js';

export interface KindName {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

const table: KindTable = Object.assign({}, ...concerns.map(({ kinds }) => kinds));

/** What is known of a kind; undefined for one that tenants do not have. */
export function kindOf({ group, kind }: KindName): Kind | undefined {
  return table[`${group}/${kind}`];
}

/** Besides its Namespace, which is not namespaced and is allowed by name. Sorted. */
export const namespacedKinds: readonly KindName[] = namesOf(keysWhere(({ clusterScoped }) => clusterScoped !== true));

export const tenantKinds: readonly KindName[] = [
  ...namesOf(keysWhere(({ clusterScoped }) => clusterScoped === true)),
  ...namespacedKinds,
];

/**
 * What controllers make of a tenant's objects. Argo CD leaves out of an Application's tree what its AppProject does not allow
 * (3.2, controller/appcontroller.go), and with the pods their logs; none of these may do more than what it is made from. Sorted.
 */
export const observedKinds: readonly KindName[] = namesOf(
  [...new Set(Object.values(table).flatMap(({ makes }) => makes ?? []))].filter((key) => table[key] === undefined),
);

function keysWhere(holds: (kind: Kind) => boolean): KindKey[] {
  return (Object.entries(table) as [KindKey, Kind][]).filter(([, kind]) => holds(kind)).map(([key]) => key);
}

function namesOf(keys: readonly KindKey[]): KindName[] {
  return keys
    .map((key) => ({ group: key.slice(0, key.indexOf('/')), kind: key.slice(key.indexOf('/') + 1) }))
    .sort((a, b) => compareText(a.group, b.group) || compareText(a.kind, b.kind));
}

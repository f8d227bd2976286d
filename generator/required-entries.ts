// What a cluster's secret store must hold for one tenant, from the ExternalSecrets that its plan renders: so it can not differ from
// what is read. For whoever fills the store before the first sync.
import { App } from 'cdk8s';
import { listAt, textAt } from '../constructs/base/fields.js';
import { compareText } from '../constructs/base/order.js';
import type { TenantPlan } from '../constructs/base/tenant-plan.js';
import { tenantObjects } from './render/render-tenant.js';

export interface RequiredEntry {
  /** As the store knows it, from its root or mount. */
  readonly path: string;
  /** None where a platform's own construct takes the entry as a whole. */
  readonly keys: readonly string[];
}

/** Every entry that one of the tenant's objects reads, sorted. */
export function requiredEntries(plan: TenantPlan): RequiredEntry[] {
  const keysOf = new Map<string, Set<string>>();
  for (const { path, key } of readsOf(plan)) {
    const keys = keysOf.get(path) ?? new Set();
    if (key !== undefined) keys.add(key);
    keysOf.set(path, keys);
  }
  return [...keysOf]
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, keys]) => ({ path, keys: [...keys].sort(compareText) }));
}

function readsOf(plan: TenantPlan): { readonly path: string; readonly key: string | undefined }[] {
  return [...tenantObjects(new App(), plan).values()]
    .flat()
    .filter(({ kind }) => kind === 'ExternalSecret')
    .flatMap((object) => listAt(object, 'spec', 'data'))
    .flatMap((data) => {
      const path = textAt(data, 'remoteRef', 'key');
      return path === undefined ? [] : [{ path, key: textAt(data, 'remoteRef', 'property') }];
    });
}

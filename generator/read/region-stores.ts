// Two regions must not keep tenants' data in one place: it would lie in a region that is not its tenant's, and no rendered object could
// tell, for what both profiles name is both's. From the clusters of platform.yaml; profile-rules keeps the tenants of both regions back.

import type { DataStore } from '../../constructs/base/concern.js';
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { ClusterSource, Loaded } from '../../constructs/base/sources.js';
import { concerns } from '../../constructs/index.js';
import type { PlatformSource } from './schema/platform.js';

export interface RegionStores {
  readonly findings: readonly Finding[];
  /** Regions that share a place with another. */
  readonly regions: ReadonlySet<string>;
}

/** Compares each cluster's stores with those of the clusters before it. */
export function regionStores({ data, document }: Loaded<PlatformSource>): RegionStores {
  const stores = Object.entries(data.spec.clusters).flatMap(storesOf);
  const shared = stores.flatMap((store, index) => {
    const other = stores.slice(0, index).find(({ region, key }) => region !== store.region && key === store.key);
    return other === undefined ? [] : [{ store, other }];
  });
  const findings = shared.map(({ store, other }) =>
    finding('load/regions-share-store', {
      message: `the clusters ${other.cluster} and ${store.cluster} are of two regions, and both keep tenants’ ${store.what}`,
      hint: 'name a store of its own for each region; one inside a cluster by its Service, as https://<name>.<namespace>.svc',
      place: document.place(store.path),
      related: document.place(other.path),
    }),
  );
  return { findings, regions: new Set(shared.flatMap(({ store, other }) => [store.region, other.region])) };
}

interface Store extends DataStore {
  readonly cluster: string;
  readonly region: string;
}

function storesOf([cluster, profile]: readonly [string, ClusterSource]): Store[] {
  return concerns
    .flatMap(({ stores }) => stores?.(profile) ?? [])
    .filter(({ key }) => key !== undefined)
    .map((store) => ({
      ...store,
      cluster,
      region: profile.region,
      path: ['spec', 'clusters', cluster, ...store.path],
    }));
}

// Two regions must not keep tenants' data in one place: it would lie in a region that is not its tenant's, and no rendered object could
// tell, for what both profiles name is both's. From the clusters of platform.yaml; profile-rules keeps the tenants of both regions back.

import { type Finding, finding } from '../../constructs/base/finding.js';
import type { ClusterSource, Loaded, SourcePath } from '../../constructs/base/sources.js';
import { isInsideCluster } from '../check/cluster-endpoints.js';
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

interface Store {
  readonly cluster: string;
  readonly region: string;
  /** Alike where two are one place. */
  readonly key: string;
  /** What is kept, and where. */
  readonly what: string;
  readonly path: SourcePath;
}

function storesOf([cluster, { region, backupStore, buckets }]: readonly [string, ClusterSource]): Store[] {
  const stores = [
    ...(backupStore === undefined ? [] : [backupPlace(backupStore)]),
    ...(buckets === undefined ? [] : [bucketPlace(buckets)]),
  ];
  return stores.flatMap(({ key, what, path }) =>
    key === undefined ? [] : [{ cluster, region, key, what, path: ['spec', 'clusters', cluster, ...path] }],
  );
}

/** The key is undefined for a place inside the cluster. */
type PlaceInCluster = Pick<Store, 'what' | 'path'> & { readonly key: string | undefined };

function backupPlace({ bucket, endpoint }: NonNullable<ClusterSource['backupStore']>): PlaceInCluster {
  const address = endpoint === undefined ? aws : addressOf(endpoint);
  // Names of buckets are unique on AWS, whatever its region: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
  const store = address !== undefined && isAws(address) ? aws : address;
  return {
    key: store === undefined ? undefined : `backups ${store} ${bucket}`,
    what: `backups in the bucket ${bucket}${endpoint === undefined ? '' : ` at ${endpoint}`}`,
    path: ['backupStore', 'bucket'],
  };
}

function bucketPlace({ endpoint }: NonNullable<ClusterSource['buckets']>): PlaceInCluster {
  const address = addressOf(endpoint);
  return {
    key: address === undefined ? undefined : `buckets ${address}`,
    what: `buckets in the store at ${endpoint}`,
    path: ['buckets', 'endpoint'],
  };
}

const aws = 'amazonaws.com';

function isAws(address: string): boolean {
  return /^[^:/]*\.amazonaws\.com(?:\.cn)?(?![^:/])/.test(address);
}

/** Alike for whatever reaches one server: scheme, case and the port that goes without saying make no difference. */
function addressOf(url: string): string | undefined {
  const [, host = '', port = '443', path = ''] = /^https?:\/\/([^/:]+)(?::(\d+))?(.*)$/.exec(url) ?? [];
  if (isInsideCluster(host)) return undefined;
  const number = Number(port) === 80 ? 443 : Number(port);
  return `${host.toLowerCase().replace(/\.$/, '')}:${number}${path}`;
}

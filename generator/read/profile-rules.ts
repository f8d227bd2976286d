// What a cluster's profile must have for the blueprints that tenants run on it, and what must hold among clusters.
// Each lack is one finding in platform.yaml, however many tenants it keeps from being placed.
import type { DataStore, Lack } from '../../constructs/base/concern.js';
import { type Finding, finding } from '../../constructs/base/finding.js';
import type {
  BlueprintSource,
  BlueprintSpec,
  ClusterSource,
  Loaded,
  TenantSource,
} from '../../constructs/base/sources.js';
import { concerns } from '../../constructs/index.js';
import type { PlatformSource } from './schema/platform.js';

export interface ProfileResult {
  readonly findings: readonly Finding[];
  /** Tenants whose cluster lacks something, or whose region is served twice or keeps data where another one does. */
  readonly unplaceable: readonly string[];
}

type Tenants = ReadonlyMap<string, Loaded<TenantSource>>;

/** Checks each blueprint against each cluster that has tenants of it. */
export function profileFindings(
  platform: Loaded<PlatformSource>,
  blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>,
  tenants: Tenants,
): ProfileResult {
  const clusters = Object.entries(platform.data.spec.clusters);
  const stores = regionStores(platform);
  const findings = new Map<string, Finding>();
  const unplaceable: string[] = [];
  for (const { blueprint: product, tier, region, ids } of usesOf(tenants)) {
    const serving = clusters.filter(([, cluster]) => cluster.region === region);
    const blueprint = blueprints.get(product);
    const [first] = serving;
    if (first === undefined || blueprint === undefined) continue;
    const [cluster, profile] = first;
    const lacks = lacking(blueprint.data.spec, tier, profile);
    if (lacks.length > 0 || serving.length > 1 || stores.regions.has(region)) unplaceable.push(...ids);
    for (const lack of lacks) {
      const key = `${cluster}/${lack.field}/${lack.what}/${product}`;
      if (!findings.has(key)) findings.set(key, lackFinding(platform, cluster, lack, blueprint));
    }
  }
  return {
    findings: [...regionFindings(platform, clusters), ...stores.findings, ...findings.values()],
    unplaceable,
  };
}

interface Use {
  readonly blueprint: string;
  readonly tier: string;
  readonly region: string;
  readonly ids: string[];
}

/** In the order of blueprints, tiers and regions, whatever the order of tenants. */
function usesOf(tenants: Tenants): Use[] {
  const uses = new Map<string, Use>();
  for (const [id, { data }] of tenants) {
    const { blueprint, tier, region } = data.spec;
    const key = `${blueprint}/${tier}/${region}`;
    const use = uses.get(key) ?? { blueprint, tier, region, ids: [] };
    use.ids.push(id);
    uses.set(key, use);
  }
  return [...uses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, use]) => use);
}

function lacking(blueprint: BlueprintSpec, tier: string, cluster: ClusterSource): Lack[] {
  return concerns.flatMap(({ lacks }) => lacks?.(blueprint, tier, cluster) ?? []);
}

function lackFinding(
  platform: Loaded<PlatformSource>,
  cluster: string,
  { code, what, field, asked }: Lack,
  blueprint: Loaded<BlueprintSource>,
): Finding {
  return finding(code, {
    message: `the cluster ${cluster} has not got ${what} that the blueprint ${blueprint.data.metadata.name} needs`,
    hint: `add it under spec.clusters.${cluster}.${field}`,
    place: platform.document.place(['spec', 'clusters', cluster], 'key'),
    related: blueprint.document.place(['spec', ...asked], 'key'),
  });
}

function regionFindings(platform: Loaded<PlatformSource>, clusters: readonly [string, ClusterSource][]): Finding[] {
  const first = new Map<string, string>();
  return clusters.flatMap(([name, { region }]) => {
    const other = first.get(region);
    if (other === undefined) {
      first.set(region, name);
      return [];
    }
    return [
      finding('load/invalid-value', {
        message: `the clusters ${other} and ${name} both serve the region ${region}`,
        hint: 'give each cluster a region of its own: a tenant’s region decides where its data lives',
        place: platform.document.place(['spec', 'clusters', name, 'region']),
        related: platform.document.place(['spec', 'clusters', other, 'region']),
      }),
    ];
  });
}

export interface RegionStores {
  readonly findings: readonly Finding[];
  /** Regions that share a place with another. */
  readonly regions: ReadonlySet<string>;
}

/** Compares each cluster's stores with those of the clusters before it. */
function regionStores({ data, document }: Loaded<PlatformSource>): RegionStores {
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

// The page's data, from the fleet in memory and the store.
import type { BlueprintSource, Loaded } from '../../constructs/base/sources.js';
import { tenantAddress } from '../../generator/plan/plan-identity.js';

import type { PlatformSource } from '../../generator/read/schema/platform.js';

import type { History } from '../history/history.js';
import type { Catalog, PageData, Places } from '../page/page-data.js';
import type { TenantStatus } from '../status/tenant-status.js';
import type { Health } from './health.js';

interface ServiceDataOptions {
  readonly statuses: SortedStatuses;
  readonly history: History;
  readonly health: Health;
  readonly places: Places;
  readonly catalog?: Catalog;
}

export function serviceData({ statuses, history, health, places, catalog }: ServiceDataOptions): PageData {
  return {
    statuses: () => statuses.all,
    tryFindStatus: (tenant) => statuses.tryFind(tenant),
    history: (tenant, query) => history.history(tenant, query),
    activity: (query) => history.activity(query),
    subscribe: (listener) => statuses.subscribe(listener),
    problems: () => health.problems,
    places,
    catalog,
  };
}

/** Where people find things, from platform.yaml. */
export function placesOf({ spec }: PlatformSource): Places {
  const { argocd, source, clusters, gitops } = spec;
  const grafana = Object.entries(clusters).flatMap(([name, { monitoring }]) =>
    monitoring.grafanaUrl === undefined ? [] : [[name, monitoring.grafanaUrl] as const],
  );
  const argocds = Object.entries(argocd.instances).flatMap(([name, { url, namespace = argocd.namespace }]) =>
    url === undefined ? [] : [[name, { url, namespace }] as const],
  );
  const pages = gitops.repository?.startsWith('https://') ? gitops.repository.replace(/\.git$/, '') : undefined;
  return {
    argocds: Object.fromEntries(argocds),
    grafana: Object.fromEntries(grafana),
    argocd: argocd.url === undefined ? undefined : { url: argocd.url, namespace: argocd.namespace },
    source: source && { url: source.url, branch: source.branch },
    gitops: pages,
  };
}

/** What a new tenant can be. */
export function catalogOf(
  { spec }: PlatformSource,
  blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>,
): Catalog | undefined {
  if (blueprints.size === 0) return undefined;
  const products = [...blueprints].map(([name, { data }]) => [name, Object.keys(data.spec.tiers).sort()] as const);
  return {
    products: Object.fromEntries(products),
    regions: Object.fromEntries(
      Object.values(spec.clusters)
        .map(({ region }) => [region, tenantAddress(spec, region, '<id>')] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
}

type Listener = (tenants: readonly string[]) => void;

export class SortedStatuses {
  readonly #find: () => ReadonlyMap<string, TenantStatus>;
  readonly #listeners = new Set<Listener>();
  #ids: readonly string[] | undefined;

  /** @param find The fleet's own, by tenant. */
  constructor(find: () => ReadonlyMap<string, TenantStatus>) {
    this.#find = find;
  }

  /** These are new, other or gone. */
  changed(tenants: readonly string[]): void {
    this.#ids = undefined;
    for (const listener of this.#listeners) listener(tenants);
  }

  /** By tenant; put in order once for each change. */
  get all(): readonly TenantStatus[] {
    const statuses = this.#find();
    this.#ids ??= [...statuses.keys()].sort();
    return this.#ids.flatMap((id) => statuses.get(id) ?? []);
  }

  tryFind(tenant: string): TenantStatus | undefined {
    return this.#find().get(tenant);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

// What the page shows, from the fleet in memory and the store.
import type { History } from '../history/history.js';
import type { BlueprintSource } from '../load/schema/blueprint.js';
import type { PlatformSource } from '../load/schema/platform.js';
import type { Loaded } from '../load/sources.js';
import type { Catalog, PageData, Places } from '../page/page-data.js';
import { tenantAddress } from '../plan/tenant-address.js';
import type { Health } from './health.js';
import type { SortedStatuses } from './sorted-statuses.js';

export interface ServiceDataOptions {
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
    ...(catalog === undefined ? {} : { catalog }),
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
    ...(argocd.url === undefined ? {} : { argocd: { url: argocd.url, namespace: argocd.namespace } }),
    ...(source === undefined ? {} : { source: { url: source.url, branch: source.branch } }),
    ...(pages === undefined ? {} : { gitops: pages }),
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

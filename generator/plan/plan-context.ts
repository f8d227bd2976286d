// What all plans of one run share: the platform, its clusters by region, its blueprints, and what Argo CD needs to know.

import type { ArgoCdProps } from '../../argocd/names.js';
import type { ClusterProps } from '../../constructs/base/cluster.js';
import type { ConstructModules } from '../../constructs/base/construct-modules.js';
import type { Loaded } from '../../constructs/base/sources.js';
import { Sourced, strip, type Traced } from '../../constructs/base/traced.js';
import type { PlatformSource } from '../read/schema/platform.js';

export interface PlannedCluster {
  readonly props: ClusterProps;
  readonly traced: Traced<ClusterProps>;
}

export interface PlanContext {
  readonly platform: Sourced<PlatformSource['spec']>;
  readonly argocd: ArgoCdProps;
  readonly constructs: ConstructModules;
  /** By name, in the order of names. */
  readonly clusters: ReadonlyMap<string, PlannedCluster>;
  readonly clusterOfRegion: ReadonlyMap<string, PlannedCluster>;
}

/** Where a local Argo CD is to mount the embedded repository: a fixed path, so that `dist/` is the same on every machine. */
const embeddedRepository = 'file:///tenantry/gitops.git';

/** Resolves the platform once for all tenants. */
export function planContext(
  { data, document }: Loaded<PlatformSource>,
  constructs: ConstructModules = new Map(),
): PlanContext {
  const platform = new Sourced(data.spec, { layer: 'platform', document, path: ['spec'] });
  const clusters = new Map(
    Object.keys(data.spec.clusters)
      .sort()
      .map((name) => [name, planCluster(platform, name)]),
  );
  const clusterOfRegion = new Map([...clusters.values()].map((cluster) => [cluster.props.region, cluster]));
  return { platform, argocd: planArgoCd(data), constructs, clusters, clusterOfRegion };
}

function planCluster(platform: Sourced<PlatformSource['spec']>, name: string): PlannedCluster {
  const profile = platform.at('clusters').at(name);
  const traced: Traced<ClusterProps> = {
    ...new Sourced(profile.value, { ...profile.origin, layer: 'cluster' }).trace(),
    name: new Sourced(name, { ...profile.origin, layer: 'cluster' }),
    baseDomain: profile.tryAt('baseDomain') ?? platform.at('baseDomain'),
  };
  return { traced, props: strip<ClusterProps>(traced) };
}

function planArgoCd({ metadata, spec }: PlatformSource): ArgoCdProps {
  return {
    platform: metadata.name,
    namespace: spec.argocd.namespace,
    url: spec.argocd.url,
    repository: spec.gitops.repository ?? embeddedRepository,
    branch: spec.gitops.branch,
    sourceUrl: spec.source?.url,
    sourceBranch: spec.source?.branch,
    sets: spec.argocd.sets,
  };
}

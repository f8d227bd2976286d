// A region is a hard wall: no object of a tenant names what only a cluster of another region has. The rule is made of the profiles of
// all clusters, once for a run; check-tenant judges each tenant by it.

import type { ClusterProps } from '../../constructs/base/cluster.js';
import { notInternet } from '../../constructs/base/network-rules.js';
import type { Breach, Rule } from '../../constructs/base/rule.js';
import type { TenantView } from '../../constructs/base/tenant-view.js';
import { endpointsOf, visit } from './cluster-endpoints.js';
import { ForeignEndpoints } from './foreign-endpoints.js';

/** The rule for tenants of these clusters. */
export function regionWall(clusters: readonly ClusterProps[]): Rule {
  const all = clusters.map((cluster) => ({ cluster, endpoints: endpointsOf(cluster) }));
  const foreign = new Map(
    all.map(({ cluster, endpoints }) => {
      const others = all
        .filter((other) => other.cluster.region !== cluster.region)
        .map((other) => [other.cluster.name, other.endpoints] as const);
      const excepted = [...cluster.privateRanges, ...notInternet.v4, ...notInternet.v6];
      return [cluster.name, new ForeignEndpoints(endpoints, others, excepted)] as const;
    }),
  );
  return {
    code: 'check/foreign-region',
    sentence: 'objects name no host, bucket, AWS region, role or address that only a cluster of another region has',
    breaches: (view) => {
      const endpoints = foreign.get(view.plan.cluster.name);
      return endpoints === undefined ? [] : breachesOf(view, endpoints);
    },
  };
}

function breachesOf(view: TenantView, endpoints: ForeignEndpoints): Breach[] {
  return view.manifests.flatMap((manifest) => {
    const named = new Map<string, string>();
    visit(manifest.object, '', (text, key) => {
      for (const { name, cluster } of endpoints.namedIn(text, key)) named.set(name, cluster);
    });
    return [...named].map(([name, cluster]) => ({
      manifest,
      what: `names ${name}, which the cluster ${cluster} of another region has`,
      ...causeOf(view, name),
    }));
  });
}

/** The first value of the plan that says it; asked for only once something is wrong. */
function causeOf({ plan }: TenantView, name: string): { readonly cause?: string } {
  const cause = [...plan.origins.entries()].find(
    ([path, { value }]) => !path.startsWith('cluster.') && JSON.stringify(value).includes(name),
  );
  return { cause: cause?.[0] };
}

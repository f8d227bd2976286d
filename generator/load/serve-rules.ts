// What `serve` in platform.yaml says of the rest of it: its cluster and the shared services that it may reach must be there.
import { type Finding, finding } from '../finding/finding.js';
import { didYouMean } from './did-you-mean.js';
import type { PlatformSource } from './schema/platform.js';
import type { SourcePath } from './source-document.js';
import type { Loaded } from './sources.js';

/** How Argo CD names the cluster that it runs on. */
const inCluster = 'https://kubernetes.default.svc';

/** The name of the cluster that `tenantry serve` runs on; undefined where there is none. */
export function serveCluster({ clusters, serve }: PlatformSource['spec']): string | undefined {
  if (serve?.cluster !== undefined) return Object.hasOwn(clusters, serve.cluster) ? serve.cluster : undefined;
  return Object.keys(clusters)
    .sort()
    .find((name) => {
      const destination = clusters[name]?.destination;
      return destination !== undefined && 'server' in destination && destination.server === inCluster;
    });
}

export function serveFindings({ data, document }: Loaded<PlatformSource>): Finding[] {
  const { serve, clusters } = data.spec;
  if (serve === undefined) return [];
  const at = (path: SourcePath) => document.place(['spec', 'serve', ...path]);
  const cluster = serveCluster(data.spec);
  const open =
    data.spec.page?.access.kind === 'trusted-header' && serve.host !== undefined && serve.proxy === undefined;
  const own = open ? [openToAll(at(['host']))] : [];
  if (cluster === undefined) return [...own, noCluster(serve.cluster, Object.keys(clusters), at)];
  const known = Object.keys(clusters[cluster]?.sharedServices ?? {});
  const missing = [...serve.allow.entries()].filter(([, name]) => !known.includes(name));
  return [
    ...own,
    ...missing.map(([index, name]) =>
      finding('load/unknown-shared-service', {
        message: `the cluster ${cluster} has no shared service ${name} that serve may reach`,
        hint: didYouMean(name, known) ?? `add it under spec.clusters.${cluster}.sharedServices`,
        place: at(['allow', index]),
      }),
    ),
  ];
}

/** A route to the pods themselves passes on whatever names a browser sends. */
function openToAll(place: Finding['place']): Finding {
  return finding('load/invalid-value', {
    message: 'people would reach the page past the proxy that signs them in, and could be anybody',
    hint: 'name the pods of the proxy as serve.proxy, or let people sign in by OpenID Connect (page.access.kind: oidc)',
    ...(place === undefined ? {} : { place }),
  });
}

function noCluster(named: string | undefined, known: readonly string[], at: (path: SourcePath) => Finding['place']) {
  const place = at(named === undefined ? [] : ['cluster']);
  return finding('load/invalid-value', {
    message: named === undefined ? 'no cluster is the one that Argo CD is on' : `there is no cluster ${named}`,
    hint: (named === undefined ? undefined : didYouMean(named, known)) ?? 'name one of the clusters as serve.cluster',
    ...(place === undefined ? {} : { place }),
  });
}

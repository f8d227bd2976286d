// What platform.yaml says of several Argo CDs: no two entries may be one and the same, or each tenant would seem to be claimed twice.

import { isFixedImage } from '../../constructs/base/blueprint-rule.js';
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { BlueprintSource, Loaded, SourcePath } from '../../constructs/base/sources.js';
import { didYouMean } from '../../constructs/base/wording.js';
import { concerns } from '../../constructs/index.js';

import type { PlatformSource } from './schema/platform.js';

export function argoCdFindings({ data, document }: Loaded<PlatformSource>): Finding[] {
  const { instances, namespace } = data.spec.argocd;
  const first = new Map<string, string>();
  return Object.entries(instances).flatMap(([name, instance]) => {
    const whereabouts = JSON.stringify([instance.context ?? '', instance.namespace ?? namespace]);
    const other = first.get(whereabouts);
    if (other === undefined) {
      first.set(whereabouts, name);
      return [];
    }
    const place = document.place(['spec', 'argocd', 'instances', name]);
    return [
      finding('load/invalid-value', {
        message: `the Argo CDs ${other} and ${name} are one: both have the same context and namespace`,
        hint: 'name the context of each in the kubeconfig; the one beside tenantry serve has none',
        place,
      }),
    ];
  });
}

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
    place,
  });
}

function noCluster(named: string | undefined, known: readonly string[], at: (path: SourcePath) => Finding['place']) {
  const place = at(named === undefined ? [] : ['cluster']);
  return finding('load/invalid-value', {
    message: named === undefined ? 'no cluster is the one that Argo CD is on' : `there is no cluster ${named}`,
    hint: (named === undefined ? undefined : didYouMean(named, known)) ?? 'name one of the clusters as serve.cluster',
    place,
  });
}

/** A finding for each price of something unknown; tiers of a broken blueprint are not looked at. */
export function priceFindings(
  platform: Loaded<PlatformSource>,
  blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>,
  blueprintNames: ReadonlySet<string>,
): Finding[] {
  const unknown = (path: SourcePath, message: string, known: readonly string[]): Finding =>
    finding('load/unknown-price', {
      message,
      hint: didYouMean(String(path.at(-1)), known) ?? 'remove it',
      place: platform.document.place(['spec', 'prices', 'products', ...path], 'key'),
    });
  return Object.entries(platform.data.spec.prices?.products ?? {}).flatMap(([product, tiers]) => {
    if (!blueprintNames.has(product))
      return [unknown([product], `prices name a blueprint ${product} that does not exist`, [...blueprintNames])];
    const known = blueprints.get(product)?.data.spec.tiers;
    if (known === undefined) return [];
    return Object.keys(tiers)
      .filter((tier) => !Object.hasOwn(known, tier))
      .map((tier) => unknown([product, tier], `the blueprint ${product} has no tier ${tier}`, Object.keys(known)));
  });
}

/** Images without a digest or a fixed tag: that of `serve`, and those of clusters. */
export function platformImageFindings({ data, document }: Loaded<PlatformSource>): Finding[] {
  const { serve, clusters } = data.spec;
  const images = [
    ...(serve === undefined ? [] : [{ what: 'the image of serve', image: serve.image, path: ['serve', 'image'] }]),
    ...Object.entries(clusters).flatMap(([name, profile]) =>
      concerns
        .flatMap(({ clusterImages }) => clusterImages?.(profile) ?? [])
        .map(({ field, image }) => ({
          what: `the ${field} of the cluster ${name}`,
          image,
          path: ['clusters', name, field],
        })),
    ),
  ];
  return images
    .filter(({ image }) => !isFixedImage(image))
    .map(({ what, path }) =>
      finding('check/image-not-fixed', {
        message: `${what} has no fixed tag and no digest`,
        hint: 'name a digest, or a tag that is never moved',
        place: document.place(['spec', ...path]),
      }),
    );
}

// What the manifests of `tenantry serve` need, from platform.yaml and the profile of the cluster that it runs on.

import { argoCdVariables } from '../../argocd/names.js';
import type { PollerProps } from '../../argocd/poller/props.js';
import { sortedEntries } from '../../constructs/base/order.js';
import { serveCluster } from '../read/platform-rules.js';

import type { PlatformSpec } from '../read/schema/platform.js';
import type { Sources } from '../read/sources.js';
import type { PlanContext } from './plan-context.js';

/** Undefined where platform.yaml names no `serve`. `files`: see ServeProps. */
export function planServe(
  { platform, argocd, clusters }: PlanContext,
  blueprints: Sources['blueprints'],
  files: PollerProps['files'],
): PollerProps | undefined {
  const { serve } = platform.value;
  const cluster = clusters.get(serveCluster(platform.value) ?? '');
  if (serve === undefined || cluster === undefined) return undefined;
  const { image, namespace, host, proxy, secret, allow } = serve;
  const instances = Object.values(platform.value.argocd.instances);
  return {
    platform: argocd.platform,
    argocdNamespaces: ownNamespaces(platform.value.argocd),
    argocdServers: serversOf(platform.value.argocd),
    cluster: cluster.props,
    files,
    products: sortedEntries(Object.fromEntries(blueprints)).map(([name, { data }]) => ({ name, blueprint: data.spec })),
    image,
    namespace,
    secret,
    allow,
    host,
    proxy,
    kubeconfigSecret: instances.some(({ context }) => context !== undefined) ? serve.kubeconfigSecret : undefined,
  };
}

/** By variable: who applies these manifests says with them where tokens go. */
function serversOf({ url, instances }: PlatformSpec['argocd']): Record<string, string> {
  const all = Object.entries(instances).map(
    ([name, instance]) => [argoCdVariables(name).server, instance.url] as const,
  );
  const named = all.length === 0 ? [[argoCdVariables().server, url] as const] : all;
  return Object.fromEntries(named.flatMap(([name, address]) => (address === undefined ? [] : [[name, address]])));
}

/** Of the Argo CDs that no context of a kubeconfig leads to. */
function ownNamespaces({ namespace, instances }: PlatformSpec['argocd']): string[] {
  const all = Object.values(instances);
  const own = all.flatMap((each) => (each.context === undefined ? [each.namespace ?? namespace] : []));
  return all.length === 0 ? [namespace] : own.sort();
}

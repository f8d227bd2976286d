// What the manifests of `tenantry serve` need, from platform.yaml and the profile of the cluster that it runs on.
import type { ServeProps } from '../../argocd/serve/serve-props.js';
import { serveCluster } from '../load/serve-rules.js';
import type { PlanContext } from './plan-context.js';

/** Undefined where platform.yaml names no `serve`. `files`: see ServeProps. */
export function planServe(
  { platform, argocd, clusters }: PlanContext,
  files: Readonly<Record<string, string>>,
): ServeProps | undefined {
  const { serve } = platform.value;
  const cluster = clusters.get(serveCluster(platform.value) ?? '');
  if (serve === undefined || cluster === undefined) return undefined;
  const { image, namespace, host, proxy, secret, allow } = serve;
  return {
    ...{ platform: argocd.platform, argocdNamespace: argocd.namespace, cluster: cluster.props, files },
    products: Object.keys(files).flatMap((file) => /^blueprints\/(.+)\.yaml$/.exec(file)?.[1] ?? []),
    ...{ image, namespace, secret, allow, ...(host === undefined ? {} : { host }), ...(proxy && { proxy }) },
  };
}

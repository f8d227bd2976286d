// The props of the poller's manifests, from `serve` of platform.yaml and the profile of the cluster that Argo CD runs on, and the names
// that these manifests share.
import type { ClusterProps } from '../../constructs/base/cluster.js';
import type { BlueprintSpec } from '../../constructs/base/sources.js';

export interface PollerProps {
  /** The platform's name. */
  readonly platform: string;
  readonly namespace: string;
  /** With a digest or a fixed tag. */
  readonly image: string;
  /** Where people reach the page; absent: only inside the cluster. */
  readonly host?: string;
  /** Pods that sign people in and pass their requests on: nobody else reaches the page, and how people reach them is theirs. */
  readonly proxy?: ClusterProps['routing']['proxies'];
  /** Secret in the same namespace; each of its keys becomes a variable, as DATABASE_URL and GITHUB_TOKEN. */
  readonly secret: string;
  /** Shared services of the cluster that it may reach, as the database. */
  readonly allow: readonly string[];
  /** Where the Argo CDs run that are on its own cluster. */
  readonly argocdNamespaces: readonly string[];
  /** Their addresses by variable, as ARGOCD_SERVER: their tokens go there. */
  readonly argocdServers: Readonly<Record<string, string>>;
  /** Secret in the same namespace with the kubeconfig of the clusters of other Argo CDs, where there are any. */
  readonly kubeconfigSecret?: string;
  readonly cluster: Pick<
    ClusterProps,
    'apiServer' | 'dns' | 'monitoring' | 'privateRanges' | 'routing' | 'sharedServices'
  >;
  readonly products: readonly ProductProps[];
  /** platform.yaml and the blueprints, by their paths from the platform's folder. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ProductProps {
  readonly name: string;
  readonly blueprint: BlueprintSpec;
}

/** One name for everything that belongs to it. */
export const pollerName = 'tenantry';

export const pollerPorts = { http: 8080, metrics: 9464 } as const;

/** What its pods are selected by. */
export const pollerLabels = { 'app.kubernetes.io/name': pollerName, 'app.kubernetes.io/component': 'serve' } as const;

export function pollerMeta({ namespace }: PollerProps, name: string, labels: Readonly<Record<string, string>> = {}) {
  return { name, namespace, labels: { ...pollerLabels, 'app.kubernetes.io/managed-by': 'tenantry', ...labels } };
}

// The clusters that the tests run against: KUBECONFIG names the one that Argo CD runs in, KUBECONFIG_US the second region's.
import { readFileSync } from 'node:fs';
import { KubeConfig } from '@kubernetes/client-node';
import { KubeClient, type KubeObject } from './kube-client.js';

/** As the sample platform's destination names it. */
const secondCluster = 'us-east';

export interface ControlPlane {
  /** By the cluster's name in platform.yaml. */
  readonly clusters: Readonly<Record<'eu-west' | 'us-east', KubeClient>>;
  /** Where Argo CD is. */
  readonly home: KubeClient;
  /** What makes the second cluster known to Argo CD. */
  readonly clusterSecret: KubeObject;
}

/** Undefined, with the reason on the terminal, where the environment names no clusters. */
export function tryFindControlPlane(): ControlPlane | undefined {
  const { KUBECONFIG: home, KUBECONFIG_US: second } = process.env;
  if (!home || !second) {
    const missing = !home ? 'KUBECONFIG (a cluster with Argo CD)' : 'KUBECONFIG_US (a second cluster)';
    process.stderr.write(`end-to-end tests are skipped: ${missing} is not set\n`);
    return undefined;
  }
  const client = new KubeClient(home);
  return {
    clusters: { 'eu-west': client, 'us-east': new KubeClient(second) },
    home: client,
    clusterSecret: clusterSecret(second),
  };
}

/** Argo CD, "Declarative Setup", clusters: a Secret with the server, a bearer token and the authority to trust. */
function clusterSecret(kubeconfig: string): KubeObject & { stringData: Record<string, string> } {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const cluster = config.getCurrentCluster();
  const token = config.getCurrentUser()?.token;
  if (cluster === null || token === undefined)
    throw new Error(`${kubeconfig} needs a current context whose user has a token`);
  const caData = cluster.caData ?? readFileSync(cluster.caFile ?? '').toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: `cluster-${secondCluster}`,
      namespace: 'argocd',
      labels: { 'argocd.argoproj.io/secret-type': 'cluster' },
    },
    stringData: {
      name: secondCluster,
      server: cluster.server,
      config: JSON.stringify({ bearerToken: token, tlsClientConfig: { caData } }),
    },
  };
}

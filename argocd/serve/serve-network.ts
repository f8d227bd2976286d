// Who reaches `tenantry serve` and what it reaches: people through the platform's routing or the proxy that
// signs them in, Prometheus at the metrics, Argo CD's
// pages, the kube-apiserver, the shared services that platform.yaml allows, and GitHub's like on 443.
import type { Construct } from 'constructs';
import { internet } from '../../constructs/internet.js';
import { from, podsOf, to, toEndpoints } from '../../constructs/network-rules.js';
import { NetworkPolicy } from '../../constructs/resources/core.js';
import { type ServeProps, serveLabels, serveMeta, serveName, servePorts } from './serve-props.js';

/** Argo CD's server, behind its Service's port 80 or 443. */
const argoCdServer = { podLabels: { 'app.kubernetes.io/name': 'argocd-server' }, port: 8080 } as const;

export function addServeNetwork(scope: Construct, props: ServeProps): void {
  const { argocdNamespaces, cluster } = props;
  new NetworkPolicy(scope, 'network', {
    metadata: serveMeta(props, serveName),
    spec: {
      podSelector: { matchLabels: { ...serveLabels } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        from([podsOf(props.proxy ?? cluster.routing.proxies)], [servePorts.http]),
        from([podsOf(cluster.monitoring.prometheus)], [servePorts.metrics]),
      ],
      egress: [
        to([podsOf(cluster.dns)], [53], ['UDP', 'TCP']),
        ...toEndpoints(cluster.apiServer),
        ...argocdNamespaces.map((namespace) =>
          to([podsOf({ namespace, podLabels: argoCdServer.podLabels })], [argoCdServer.port]),
        ),
        ...sharedRules(props),
        to(internet(cluster.privateRanges), [443]),
      ],
    },
  });
}

function sharedRules({ allow, cluster }: ServeProps) {
  return [...allow].sort().flatMap((name) => {
    const service = cluster.sharedServices[name];
    if (service === undefined) return [];
    const peers = 'peer' in service ? [podsOf(service.peer)] : service.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    return [to(peers, service.ports)];
  });
}

// All manifests of the poller (`tenantry serve`). `tenantry bootstrap` prints them, and a person applies them. The poller reads
// Applications, and nothing else of any cluster.

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { from, internet, podsOf, to, toEndpoints } from '../../constructs/base/network-rules.js';
import {
  ConfigMap,
  Ingress,
  Namespace,
  NetworkPolicy,
  PodMonitor,
  PrometheusRule,
  Role,
  RoleBinding,
  ServiceAccount,
} from '../../constructs/base/resources.js';
import { HttpRoute } from '../../constructs/routes/resources.js';
import { fleetDashboard, productDashboard } from './dashboards.js';
import { fleetAlerts } from './fleet-alerts.js';
import { type PollerProps, pollerLabels, pollerMeta, pollerName, pollerPorts } from './props.js';
import { addWorkload } from './workload.js';

export class Poller extends Chart {
  constructor(scope: Construct, props: PollerProps) {
    super(scope, 'serve');
    addAccess(this, props);
    addNetwork(this, props);
    addWorkload(this, props);
    addRoute(this, props);
    addMonitoring(this, props);
  }
}

function addAccess(scope: Construct, props: PollerProps): void {
  new Namespace(scope, 'namespace', {
    metadata: {
      name: props.namespace,
      labels: {
        ...pollerLabels,
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
      },
    },
  });
  new ServiceAccount(scope, 'account', {
    metadata: pollerMeta(props, pollerName),
    automountServiceAccountToken: false,
  });
  for (const namespace of props.argocdNamespaces) addReader(scope, props, namespace);
}

function addReader(scope: Construct, props: PollerProps, namespace: string): void {
  const reader = { ...pollerMeta(props, `${pollerName}-reader`), namespace };
  new Role(scope, `reader-${namespace}`, {
    metadata: reader,
    rules: [{ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['get', 'list', 'watch'] }],
  });
  new RoleBinding(scope, `reads-${namespace}`, {
    metadata: reader,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: reader.name },
    subjects: [{ kind: 'ServiceAccount', name: pollerName, namespace: props.namespace }],
  });
}

function addNetwork(scope: Construct, props: PollerProps): void {
  const { argocdNamespaces, cluster } = props;
  new NetworkPolicy(scope, 'network', {
    metadata: pollerMeta(props, pollerName),
    spec: {
      podSelector: { matchLabels: { ...pollerLabels } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        from([podsOf(props.proxy ?? cluster.routing.proxies)], [pollerPorts.http]),
        from([podsOf(cluster.monitoring.prometheus)], [pollerPorts.metrics]),
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

/** Argo CD's server, behind its Service's port 80 or 443. */
const argoCdServer = { podLabels: { 'app.kubernetes.io/name': 'argocd-server' }, port: 8080 } as const;

function sharedRules({ allow, cluster }: PollerProps) {
  return [...allow].sort().flatMap((name) => {
    const service = cluster.sharedServices[name];
    if (service === undefined) return [];
    const peers = 'peer' in service ? [podsOf(service.peer)] : service.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    return [to(peers, service.ports)];
  });
}

function addRoute(scope: Construct, props: PollerProps): void {
  const { host, proxy, cluster } = props;
  if (host === undefined || proxy !== undefined) return;
  const metadata = pollerMeta(props, pollerName);
  const { routing } = cluster;
  if (routing.kind === 'ingress')
    new Ingress(scope, 'route', { metadata, spec: { ingressClassName: routing.className, ...ingressRule(host) } });
  else
    new HttpRoute(scope, 'route', {
      metadata,
      spec: {
        parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', ...parentOf(routing.gateway) }],
        hostnames: [host],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [{ group: '', kind: 'Service', name: pollerName, port: pollerPorts.http, weight: 1 }],
          },
        ],
      },
    });
}

function parentOf({ name, namespace, section }: { name: string; namespace: string; section?: string }) {
  return { name, namespace, sectionName: section };
}

/** The class's own certificate serves it, as it serves the base domain. */
function ingressRule(host: string) {
  const service = { name: pollerName, port: { number: pollerPorts.http } };
  return {
    tls: [{ hosts: [host] }],
    rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } }],
  };
}

function addMonitoring(scope: Construct, props: PollerProps): void {
  const { monitoring } = props.cluster;
  const selected = pollerMeta(props, pollerName, monitoring.selector);
  new PodMonitor(scope, 'monitor', {
    metadata: selected,
    spec: {
      selector: { matchLabels: { ...pollerLabels } },
      podTargetLabels: [],
      podMetricsEndpoints: [{ port: 'metrics' }],
    },
  });
  new PrometheusRule(scope, 'alerts', {
    metadata: selected,
    spec: { groups: [{ name: pollerName, rules: fleetAlerts(props.namespace, monitoring.runbookUrl) }] },
  });
  const { key, value } = monitoring.dashboardLabel;
  new ConfigMap(scope, 'dashboard', {
    metadata: pollerMeta(props, `${pollerName}-dashboard`, { [key]: value }),
    data: { [`tenantry-${props.platform}.json`]: fleetDashboard(props) },
  });
  // One object each: together they could outgrow one.
  for (const product of props.products)
    new ConfigMap(scope, `product-${product.name}`, {
      metadata: pollerMeta(props, `${pollerName}-product-${product.name}`, { [key]: value }),
      data: { [`product-${product.name}.json`]: productDashboard(props.platform, product) },
    });
}

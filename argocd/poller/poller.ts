// Everything that `tenantry serve` runs as in the cluster: printed by `tenantry bootstrap` and applied by a person, as Argo CD's
// roots are. It reads Applications and nothing else of any cluster.

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { from, internet, podsOf, to, toEndpoints } from '../../constructs/base/network-rules.js';
import { PodMonitor, PrometheusRule } from '../../constructs/base/prometheus.js';
import {
  ConfigMap,
  Ingress,
  Namespace,
  NetworkPolicy,
  Role,
  RoleBinding,
  ServiceAccount,
} from '../../constructs/base/resources.js';
import { HttpRoute } from '../../constructs/routes/resources.js';
import { fleetAlerts } from './fleet-alerts.js';
import { fleetDashboard } from './fleet-dashboard.js';
import { productDashboard } from './product-dashboard.js';
import { type ServeProps, serveLabels, serveMeta, serveName, servePorts } from './props.js';
import { addServeWorkload } from './workload.js';

export class Serve extends Chart {
  constructor(scope: Construct, props: ServeProps) {
    super(scope, 'serve');
    addServeAccess(this, props);
    addServeNetwork(this, props);
    addServeWorkload(this, props);
    addServeRoute(this, props);
    addServeMonitoring(this, props);
  }
}

function addServeAccess(scope: Construct, props: ServeProps): void {
  new Namespace(scope, 'namespace', {
    metadata: {
      name: props.namespace,
      labels: {
        ...serveLabels,
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/enforce-version': 'latest',
      },
    },
  });
  new ServiceAccount(scope, 'account', { metadata: serveMeta(props, serveName), automountServiceAccountToken: false });
  for (const namespace of props.argocdNamespaces) addReader(scope, props, namespace);
}

function addReader(scope: Construct, props: ServeProps, namespace: string): void {
  const reader = { ...serveMeta(props, `${serveName}-reader`), namespace };
  new Role(scope, `reader-${namespace}`, {
    metadata: reader,
    rules: [{ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['get', 'list', 'watch'] }],
  });
  new RoleBinding(scope, `reads-${namespace}`, {
    metadata: reader,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: reader.name },
    subjects: [{ kind: 'ServiceAccount', name: serveName, namespace: props.namespace }],
  });
}

function addServeMonitoring(scope: Construct, props: ServeProps): void {
  const { monitoring } = props.cluster;
  const selected = serveMeta(props, serveName, monitoring.selector);
  new PodMonitor(scope, 'monitor', {
    metadata: selected,
    spec: {
      selector: { matchLabels: { ...serveLabels } },
      podTargetLabels: [],
      podMetricsEndpoints: [{ port: 'metrics' }],
    },
  });
  new PrometheusRule(scope, 'alerts', {
    metadata: selected,
    spec: { groups: [{ name: serveName, rules: fleetAlerts(props.namespace, monitoring.runbookUrl) }] },
  });
  const { key, value } = monitoring.dashboardLabel;
  new ConfigMap(scope, 'dashboard', {
    metadata: serveMeta(props, `${serveName}-dashboard`, { [key]: value }),
    data: { [`tenantry-${props.platform}.json`]: fleetDashboard(props) },
  });
  // One object each: together they could outgrow one.
  for (const product of props.products)
    new ConfigMap(scope, `product-${product.name}`, {
      metadata: serveMeta(props, `${serveName}-product-${product.name}`, { [key]: value }),
      data: { [`product-${product.name}.json`]: productDashboard(props.platform, product) },
    });
}

/** Argo CD's server, behind its Service's port 80 or 443. */
const argoCdServer = { podLabels: { 'app.kubernetes.io/name': 'argocd-server' }, port: 8080 } as const;

function addServeNetwork(scope: Construct, props: ServeProps): void {
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

function addServeRoute(scope: Construct, props: ServeProps): void {
  const { host, proxy, cluster } = props;
  if (host === undefined || proxy !== undefined) return;
  const metadata = serveMeta(props, serveName);
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
            backendRefs: [{ group: '', kind: 'Service', name: serveName, port: servePorts.http, weight: 1 }],
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
  const service = { name: serveName, port: { number: servePorts.http } };
  return {
    tls: [{ hosts: [host] }],
    rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] } }],
  };
}

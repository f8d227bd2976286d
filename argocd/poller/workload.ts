// The pods of the poller. Both show the page, and one of them records and reports. They are read-only; platform files come from a
// ConfigMap, credentials from a Secret that is made elsewhere.
import type { k8s } from 'cdk8s-plus-29';
import type { Construct } from 'constructs';
import { shortDigest } from '../../constructs/base/digest.js';
import { intOrString } from '../../constructs/base/plain-data.js';
import { podTemplate } from '../../constructs/base/pod.js';
import { ConfigMap, Deployment, PodDisruptionBudget, Service } from '../../constructs/base/resources.js';
import { spreadConstraints } from '../../constructs/services/scaling.js';
import { type PollerProps, pollerLabels, pollerMeta, pollerName, pollerPorts } from './props.js';

/** One reports, the other takes over within a minute. */
const replicas = 2;
const platformFolder = '/platform';
/** Git's copies are below it, and whatever else is written. */
const scratch = '/var/lib/tenantry';
/** Of the clusters of other Argo CDs. */
const kubeconfigFolder = '/kubeconfig';
const kubeconfigKey = 'config';
/** 10,000 tenants need about 400 MB. */
const resources = { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '1Gi' } };

export function addWorkload(scope: Construct, props: PollerProps): void {
  const names = Object.keys(props.files).sort();
  new ConfigMap(scope, 'files', {
    metadata: pollerMeta(props, `${pollerName}-platform`),
    data: Object.fromEntries(names.map((name) => [keyOf(name), props.files[name] ?? ''])),
  });
  new Deployment(scope, 'deployment', { metadata: pollerMeta(props, pollerName), spec: deploymentSpec(props, names) });
  new PodDisruptionBudget(scope, 'budget', {
    metadata: pollerMeta(props, pollerName),
    spec: {
      maxUnavailable: intOrString(1),
      selector: { matchLabels: { ...pollerLabels } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
  new Service(scope, 'service', {
    metadata: pollerMeta(props, pollerName),
    spec: {
      type: 'ClusterIP',
      selector: { ...pollerLabels },
      ports: [{ name: 'http', port: pollerPorts.http, targetPort: intOrString('http'), protocol: 'TCP' }],
    },
  });
}

/** A ConfigMap's key holds no slash. */
function keyOf(path: string): string {
  return path.replaceAll('/', '_');
}

function deploymentSpec(props: PollerProps, names: readonly string[]): k8s.DeploymentSpec {
  const matchLabels = { ...pollerLabels };
  return {
    replicas,
    revisionHistoryLimit: 3,
    selector: { matchLabels },
    strategy: {
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: intOrString(0), maxSurge: intOrString(1) },
    },
    template: podTemplateOf(props, names, matchLabels),
  };
}

function podTemplateOf(
  props: PollerProps,
  names: readonly string[],
  matchLabels: Record<string, string>,
): k8s.PodTemplateSpec {
  const { metadata, spec } = podTemplate(pollerName, containerProps(props), {
    labels: matchLabels,
    annotations: { 'tenantry.dev/platform-digest': shortDigest(props.files) },
    spec: {
      topologySpreadConstraints: spreadConstraints({ replicas }, matchLabels),
    },
    container: { ...probes, ports, env: serversOf(props), envFrom: [{ secretRef: { name: props.secret } }] },
  });
  const mounts = mountsOf(props, names);
  return {
    metadata,
    spec: {
      ...spec,
      // It asks the kube-apiserver as itself.
      automountServiceAccountToken: props.argocdNamespaces.length > 0,
      containers: (spec?.containers ?? []).map((container) => ({
        ...container,
        volumeMounts: [
          ...(container.volumeMounts ?? []),
          ...mounts.map(({ name, folder }) => ({ name, mountPath: folder, readOnly: true })),
        ],
      })),
      volumes: [...(spec?.volumes ?? []), ...mounts.map(({ name, source }) => ({ name, ...source }))],
    },
  };
}

function serversOf({ argocdServers }: PollerProps): k8s.EnvVar[] {
  return Object.entries(argocdServers).map(([name, value]) => ({ name, value }));
}

interface Mount {
  readonly name: string;
  readonly folder: string;
  readonly source: Pick<k8s.Volume, 'configMap' | 'secret'>;
}

function mountsOf({ kubeconfigSecret }: PollerProps, names: readonly string[]): Mount[] {
  const items = names.map((path) => ({ key: keyOf(path), path }));
  const platform = { configMap: { name: `${pollerName}-platform`, items } };
  const kubeconfig = {
    secret: { secretName: kubeconfigSecret ?? '', items: [{ key: kubeconfigKey, path: kubeconfigKey }] },
  };
  return [
    { name: 'platform', folder: platformFolder, source: platform },
    ...(kubeconfigSecret === undefined ? [] : [{ name: 'kubeconfig', folder: kubeconfigFolder, source: kubeconfig }]),
  ];
}

function containerProps({ image, kubeconfigSecret }: PollerProps) {
  return {
    image,
    args: [
      'serve',
      ...['--root', platformFolder, '--state', scratch],
      ...['--listen', `0.0.0.0:${pollerPorts.http}`, '--metrics-listen', `0.0.0.0:${pollerPorts.metrics}`],
      ...(kubeconfigSecret === undefined ? [] : ['--kubeconfig', `${kubeconfigFolder}/${kubeconfigKey}`]),
    ],
    env: {},
    secretEnv: [],
    scratch: [scratch, '/tmp'],
    resources,
    user: 10_001,
    egress: [],
    internet: true,
  };
}

const ports = Object.entries(pollerPorts).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));

const probe = (path: string, failureThreshold: number) => ({
  httpGet: { path, port: intOrString(pollerPorts.metrics) },
  periodSeconds: 10,
  timeoutSeconds: 5,
  failureThreshold,
});

/** Asked at the port that the platform's routing does not reach. */
const probes = {
  readinessProbe: probe('/readyz', 3),
  livenessProbe: probe('/healthz', 6),
  startupProbe: probe('/healthz', 30),
};

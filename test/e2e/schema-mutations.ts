// Changes to sample objects that a schema can judge: some a cluster takes, most it refuses.
import type { KubeObject } from './kube-client.js';

export interface Mutation {
  readonly kind: string;
  /** Keys and indexes; the last one need not exist. */
  readonly path: readonly (string | number)[];
  /** Undefined takes the field away. */
  readonly value: unknown;
}

const container = ['spec', 'template', 'spec', 'containers', 0] as const;
const of = (kind: string, path: readonly (string | number)[], value?: unknown): Mutation => ({ kind, path, value });

export const mutations: readonly Mutation[] = [
  of('Deployment', ['spec', 'replica'], 2),
  of('Deployment', ['spec', 'replicas'], 'two'),
  of('Deployment', ['spec', 'replicas'], 1.5),
  of('Deployment', ['spec', 'replicas'], 2 ** 31),
  of('Deployment', ['spec', 'replicas'], null),
  of('Deployment', ['spec', 'paused'], true),
  of('Deployment', ['spec', 'paused'], 'yes'),
  of('Deployment', ['spec', 'selector']),
  of('Deployment', ['spec', 'template', 'spec', 'containers']),
  of('Deployment', [...container, 'imag'], 'x:1'),
  of('Deployment', [...container, 'name']),
  of('Deployment', [...container, 'env'], { A: 'b' }),
  of('Deployment', [...container, 'resources', 'limits', 'cpu'], 'much'),
  of('Deployment', [...container, 'resources', 'limits', 'cpu'], 2),
  of('Deployment', [...container, 'resources', 'limit'], { cpu: '1' }),
  of('Deployment', ['metadata', 'label'], { a: 'b' }),
  of('Deployment', ['metadata', 'labels', 'extra'], 'fine'),
  of('Deployment', ['metadata', 'labels', 'extra'], 5),
  of('ConfigMap', ['data', 'PORT'], 8080),
  of('ConfigMap', ['data', 'PORT'], '8080'),
  of('ConfigMap', ['binaryData'], { A: 'not base64' }),
  of('ConfigMap', ['dat'], {}),
  of('Service', ['spec', 'ports', 0, 'targetPort'], 'http'),
  of('Service', ['spec', 'ports', 0, 'targetPort'], true),
  of('Service', ['spec', 'ports', 0, 'port']),
  of('NetworkPolicy', ['spec', 'podSelector', 'matchLabel'], {}),
  of('NetworkPolicy', ['spec', 'policyTypes'], 'Ingress'),
  of('PodDisruptionBudget', ['spec', 'maxUnavailable'], true),
  of('PodDisruptionBudget', ['spec', 'maxUnavailabel'], 1),
  of('ResourceQuota', ['spec', 'hard', 'pods'], 5),
  of('ResourceQuota', ['spec', 'hard', 'pods'], 'five'),
  of('Role', ['rules', 0, 'verb'], ['get']),
  of('RoleBinding', ['roleRef']),
  of('Job', ['spec', 'backoffLimit'], '3'),
  of('Cluster', ['spec', 'instances'], '3'),
  of('Cluster', ['spec', 'instances'], 0),
  of('Cluster', ['spec', 'instance'], 1),
  of('Cluster', ['spec', 'storage', 'sizes'], '5Gi'),
  of('Cluster', ['spec', 'primaryUpdateStrategy'], 'never'),
  of('Cluster', ['spec', 'logLevel'], 'debug'),
  of('Cluster', ['spec', 'description'], null),
  of('Cluster', ['spec', 'logLevel'], null),
  of('ScheduledBackup', ['spec', 'cluster']),
  of('ScheduledBackup', ['spec', 'method'], 'tape'),
  of('ObjectStore', ['spec', 'configuration', 'destinationPath']),
  of('ExternalSecret', ['spec', 'refreshInterval'], 60),
  of('ExternalSecret', ['spec', 'secretStoreRef', 'kind'], 'Elsewhere'),
  of('ExternalSecret', ['spec', 'targets'], {}),
  of('SecretStore', ['spec', 'provider']),
  of('HTTPRoute', ['spec', 'rules', 0, 'matches'], [{ path: { type: 'Like', value: '/' } }]),
  of('HTTPRoute', ['spec', 'rules', 0, 'matches'], [{ path: { type: 'Exact', value: '/' } }]),
  of('HTTPRoute', ['spec', 'hostnames', 0], 'Not A Host'),
  of('Ingress', ['spec', 'rules', 0, 'http', 'paths', 0, 'pathType']),
  of('Certificate', ['spec', 'issuerRef']),
  of('Certificate', ['spec', 'dnsName'], ['a.example']),
  of('PodMonitor', ['spec', 'podMetricsEndpoints'], 'all'),
  of('PrometheusRule', ['spec', 'groups', 0, 'rules', 0, 'expr'], 1),
  of('PrometheusRule', ['spec', 'groups', 0, 'rules', 0, 'expr'], { a: 1 }),
  of('PrometheusRule', ['spec', 'groups', 0, 'rules', 0, 'for'], 'soon'),
];

type Fields = Record<string | number, unknown>;

/** A copy with one field changed, added or taken away. */
export function mutated<Kind extends KubeObject>(object: Kind, { path, value }: Mutation): Kind {
  const copy = structuredClone(object);
  const parent = path.slice(0, -1).reduce<Fields>(
    (at, step) => {
      const next = at[step];
      if (typeof next !== 'object' || next === null) throw new Error(`${object.kind} has no ${path.join('.')}`);
      return next as Fields;
    },
    copy as unknown as Fields,
  );
  const last = path.at(-1) ?? '';
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

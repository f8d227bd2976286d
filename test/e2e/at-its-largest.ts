// What runs of a tenant at its largest beside the pods of its Deployments: what operators would make, and no operator is here.
import type { KubeObject } from './kube-client.js';

/** The fields that matter of Deployments, Jobs, Clusters and ObjectStores, as they are rendered. */
export interface Workload extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly template?: PodTemplate;
    readonly instances?: number;
    readonly resources?: object;
    readonly storage?: { readonly size: string; readonly storageClass: string };
    readonly instanceSidecarConfiguration?: { readonly resources: object };
  };
}

interface PodTemplate {
  readonly metadata?: { readonly labels?: Record<string, string> };
  readonly spec: object;
}

/** A surge pod of each Deployment, each Job once more, the database with an instance that joins, and challenge solvers. */
export function besideWhatRuns(objects: readonly Workload[]): KubeObject[] {
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  const sidecars = of('ObjectStore').flatMap(({ spec }) => spec.instanceSidecarConfiguration ?? []);
  return [
    ...[...of('Deployment'), ...of('Job')].map(podOf),
    ...of('Cluster').flatMap((cluster) => databaseOf(cluster, sidecars)),
    ...of('Certificate').flatMap(() => [podWith([solver]), service]),
  ];
}

/** A pod as the workload would start it. */
export function podOf({ spec: { template } }: Workload): KubeObject {
  if (template === undefined) throw new Error('a workload without a pod template');
  return { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: template.spec };
}

/** Instances and one that joins, each with its volume, and the Services `-rw`, `-ro` and `-r` (CloudNativePG). */
function databaseOf({ spec }: Workload, sidecars: readonly Resources[]): KubeObject[] {
  const { instances = 0, resources = {}, storage } = spec;
  const volume = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {},
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storage?.storageClass,
      resources: { requests: { storage: storage?.size } },
    },
  };
  const servers = Array.from({ length: instances + 1 }, () => [podWith([{ resources }, ...sidecars]), volume]);
  return [...servers.flat(), service, service, service];
}

interface Resources {
  readonly resources: object;
}

/** The defaults of cert-manager's `--acme-http01-solver-resource-*` flags. */
const solver: Resources = {
  resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
};

const service = { apiVersion: 'v1', kind: 'Service', metadata: {}, spec: { ports: [{ port: 80 }] } };

/** A pod that Pod Security `restricted` admits. */
function podWith(containers: readonly Resources[]): KubeObject {
  const securityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {},
    spec: {
      containers: containers.map(({ resources }, index) => ({
        name: `container-${index}`,
        image: 'registry.example/image:1',
        resources,
        securityContext,
      })),
    },
  } as KubeObject;
}

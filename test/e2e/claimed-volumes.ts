// Plays a provisioner for claims whose storage class the cluster has not got: a volume for each, which Kubernetes itself then binds.
// A claim that stays unbound keeps its pod from being scheduled, and its tenant from being Healthy.
import type { KubeClient, KubeObject } from './kube-client.js';

interface Claim extends KubeObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly storageClassName?: string;
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status?: { readonly phase?: string };
}

const volume = { apiVersion: 'v1', kind: 'PersistentVolume' } as const;

export async function provideVolumes(client: KubeClient): Promise<void> {
  const claims = await client.list<Claim>({ apiVersion: 'v1', kind: 'PersistentVolumeClaim' });
  const pending = claims.filter(({ status }) => status?.phase === 'Pending');
  if (pending.length === 0) return;
  const classes = await client.list<KubeObject>({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' });
  const known = new Set(classes.map(({ metadata }) => metadata?.name));
  for (const claim of pending) if (!known.has(claim.spec.storageClassName)) await client.apply(volumeFor(claim));
}

/** Removes what was provided to the namespaces of a run; a volume goes when its claim has gone. */
export async function removeVolumes(client: KubeClient, prefix: string): Promise<void> {
  const volumes = await client.list<KubeObject>(volume);
  const names = volumes.flatMap(({ metadata }) => (metadata?.name?.startsWith(`${prefix}-`) ? [metadata.name] : []));
  await Promise.all(names.map((name) => client.delete({ ...volume, metadata: { name } })));
}

function volumeFor({ metadata: { name, namespace }, spec }: Claim): KubeObject {
  return {
    ...volume,
    metadata: { name: `${namespace}-${name}` },
    spec: {
      accessModes: spec.accessModes,
      capacity: { storage: spec.resources.requests.storage },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace },
      hostPath: { path: `/tmp/${namespace}-${name}` },
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: spec.storageClassName,
    },
  } as KubeObject;
}

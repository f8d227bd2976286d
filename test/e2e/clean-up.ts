// Removes what a run made, so that the next one finds the clusters as this one did.
import { removeVolumes } from './claimed-volumes.js';
import type { KubeClient, KubeObject, KubeReference } from './kube-client.js';
import type { Stage } from './stage.js';

const namespace = 'argocd';
const argoproj = 'argoproj.io/v1alpha1';

/** Roots first, or they would put back what is deleted after them; projects last, since Applications need them. */
export async function cleanUp({ applications, plane, platform }: Stage): Promise<void> {
  const { home, clusters, clusterSecret } = plane;
  const all = await applications.all();
  const roots = all.filter(({ metadata }) => metadata.name.includes('.'));
  for (const root of roots.sort((a, b) => a.metadata.name.length - b.metadata.name.length)) await remove(home, [root]);
  await remove(home, await ours(home, 'ApplicationSet', platform.name));
  await remove(home, await applications.all());
  await remove(home, await ours(home, 'AppProject', platform.name));
  for (const client of Object.values(clusters)) await remove(client, await ours(client, 'Namespace', platform.name));
  for (const client of Object.values(clusters)) await removeVolumes(client, platform.name);
  await home.delete(clusterSecret as KubeReference);
  platform.remove();
}

async function ours(client: KubeClient, kind: string, platform: string): Promise<KubeObject[]> {
  const selection = kind === 'Namespace' ? { apiVersion: 'v1', kind } : { apiVersion: argoproj, kind, namespace };
  const all = await client.list<KubeObject>(selection);
  return all.filter(({ metadata }) => /^[-.]/.test(metadata?.name?.split(platform)[1] ?? ''));
}

async function remove(client: KubeClient, objects: readonly KubeObject[]): Promise<void> {
  await Promise.all(objects.map((object) => client.delete(object as KubeReference)));
}

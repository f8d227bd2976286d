// What a person's mistake in the GitOps repository does: an emptied index, an emptied tenant, a tenant's folder that is gone.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Application, describeApplication } from './applications.js';
import { editByHand } from './edit-by-hand.js';
import { eventually } from './eventually.js';
import type { KubeObject } from './kube-client.js';
import type { Stage } from './stage.js';

export function testEmptied(stage: Stage): void {
  const { applications, platform } = stage;

  it('deletes nothing when every index folder is emptied by hand', async () => {
    const before = await survivors(stage);
    editByHand(platform.repositoryFolder, (folder) => {
      for (const index of indexFolders(folder)) rmSync(index, { recursive: true });
    });
    await stage.refreshApplicationSets();
    expect(await survivors(stage)).toEqual(before);
  });

  it('deletes nothing when a tenant’s manifests are emptied or gone', async () => {
    const [emptied, gone] = ['bolt-garage', 'east-tyres'] as const;
    editByHand(platform.repositoryFolder, (folder) => {
      for (const file of manifestsOf(folder, emptied)) writeFileSync(file, '# nothing\n');
      for (const file of manifestsOf(folder, gone)) rmSync(file);
    });
    await applications.refresh([emptied, gone].map((tenant) => platform.namespaceOf(tenant)));
    await complaint(stage, emptied, /wipe out all resources/);
    await complaint(stage, gone, /app path does not exist/);
    for (const tenant of [emptied, gone]) {
      expect(await stage.tryRead(tenant, ['apps/v1', 'Deployment', 'api'])).toBeDefined();
      expect(await stage.markerOf(tenant)).toBe(stage.publishedDigestOf(tenant));
    }
  });

  it('is whole again after the next publish', async () => {
    const tenants = platform.index().map(({ tenant }) => tenant);
    const before = await survivors(stage);
    await stage.rollOut(tenants);
    await stage.refreshApplicationSets();
    expect(await survivors(stage)).toEqual(before);
  });
}

/** Names of all Applications and tenants' namespaces that are there and not on their way out. */
async function survivors({ applications, plane, platform }: Stage): Promise<string[]> {
  const namespaces = Object.entries(plane.clusters).map(async ([cluster, client]) => {
    const all = await client.list<KubeObject>({ apiVersion: 'v1', kind: 'Namespace', labels: 'tenantry.dev/tenant' });
    return all
      .filter((each) => each.metadata?.name?.startsWith(`${platform.name}-`))
      .map((each) => ({ cluster, ...each }));
  });
  const objects = [...(await applications.all()), ...(await Promise.all(namespaces)).flat()];
  return objects
    .filter(({ metadata }) => metadata?.deletionTimestamp === undefined)
    .map(({ kind, metadata, ...rest }) => `${kind} ${metadata?.name} ${'cluster' in rest ? rest.cluster : ''}`)
    .sort();
}

function indexFolders(clone: string): string[] {
  return findBelow(clone, /^clusters\/[^/]+\/argocd\/[^/]+\/index$/);
}

function manifestsOf(clone: string, tenant: string): string[] {
  return findBelow(clone, new RegExp(`^clusters/[^/]+/tenants/${tenant}/[^/]+\\.yaml$`));
}

function findBelow(folder: string, pattern: RegExp): string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => pattern.test(path));
  if (paths.length === 0) throw new Error(`nothing in ${folder} matches ${pattern}`);
  return paths.map((path) => join(folder, path));
}

async function complaint({ applications, platform }: Stage, tenant: string, words: RegExp): Promise<Application> {
  return eventually(`${tenant} to be refused`, 300, async () => {
    const application = await applications.find(platform.namespaceOf(tenant));
    const said = (application.status?.conditions ?? []).map(({ message }) => message).join('\n');
    return { value: words.test(said) ? application : undefined, seen: describeApplication(application) };
  });
}

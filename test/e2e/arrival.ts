// The way in: what bootstrap prints is applied, the second cluster is registered, and every tenant arrives in its region.
import { expect, it } from 'vitest';
import { describeApplication } from './applications.js';
import { eventually } from './eventually.js';
import { hostileName } from './extra-tenants.js';
import { extraTenants, type Stage } from './stage.js';

export function testArrival(stage: Stage, commit: () => string): void {
  const { applications, plane, platform } = stage;

  it('brings every tenant to both regions, Synced, and Healthy or Suspended', async () => {
    const started = performance.now();
    await plane.home.apply(plane.clusterSecret);
    for (const object of await platform.bootstrap()) await plane.home.apply(object);
    const entries = platform.index();
    await eventually('an Application for each tenant', 300, async () => {
      const all = await applications.ofTenants();
      const roots = (await applications.all()).map(describeApplication).join('\n');
      return { value: all.length === entries.length ? all : undefined, seen: roots };
    });
    const settled = await stage.settled(
      entries.map((entry) => entry.tenant),
      commit(),
      600,
    );
    process.stdout.write(`${settled.length} tenants settled after ${seconds(started)} s\n`);
    expect(Object.fromEntries(settled.map(({ metadata, status }) => [metadata.name, status?.health?.status]))).toEqual(
      Object.fromEntries(
        entries.map(({ namespace, lifecycle }) => [namespace, lifecycle === 'active' ? 'Healthy' : 'Suspended']),
      ),
    );
  });

  it('has applied exactly what is published: each marker holds the digest of its index entry', async () => {
    const entries = platform.index();
    const markers = await Promise.all(
      entries.map(async ({ tenant }) => [tenant, await stage.markerOf(tenant)] as const),
    );
    expect(Object.fromEntries(markers)).toEqual(
      Object.fromEntries(entries.map(({ tenant, digest }) => [tenant, digest])),
    );
  });

  it('shows a hostile display name as it is', async () => {
    const { spec } = await applications.find(platform.namespaceOf(extraTenants.largestProfessional));
    expect(spec.info).toContainEqual({ name: 'Tenant', value: hostileName });
  });

  it('links to the pages of a tenant’s product, and to none where its product names none', async () => {
    const pages = async (tenant: string) => {
      const { metadata } = await applications.find(platform.namespaceOf(tenant));
      const links = Object.entries(metadata.annotations ?? {});
      return Object.fromEntries(links.filter(([key]) => key.startsWith('link.argocd.argoproj.io/product-')));
    };
    expect(await pages('demo-store')).toEqual({
      'link.argocd.argoproj.io/product-admin': 'Administration|https://demo-store.garage.example/wp-admin/',
      'link.argocd.argoproj.io/product-store': 'Store|https://demo-store.garage.example/',
    });
    expect(await pages('bolt-garage')).toEqual({});
  });

  it('has every root Synced', async () => {
    const roots = (await applications.all()).filter(({ metadata }) => metadata.name.includes('.'));
    expect(roots.length).toBeGreaterThan(10);
    expect(roots.filter(({ status }) => status?.sync?.status !== 'Synced').map(describeApplication)).toEqual([]);
  });
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0);
}

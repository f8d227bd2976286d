// A tenant that changes moves, and no other: a setting, a suspension, a resumption.
import { expect, it } from 'vitest';
import { movement } from './applications.js';
import type { KubeObject } from './kube-client.js';
import type { Stage } from './stage.js';

export function testChanges(stage: Stage): void {
  const { applications, platform } = stage;

  it('syncs a changed tenant to its new marker, and moves no other Application', async () => {
    const changed = platform.namespaceOf('acme-auto');
    const others = async () => (await applications.all()).filter(({ metadata }) => metadata.name !== changed);
    const before = await stage.markerOf('acme-auto');
    const still = (await others()).map(movement);
    platform.edit('tenants/acme-auto.yaml', [[['spec', 'env', 'api', 'LOCALE'], 'fr-FR']]);
    const commit = await stage.rollOut(['acme-auto']);
    expect(await stage.markerOf('acme-auto')).toBe(stage.publishedDigestOf('acme-auto'));
    expect(await stage.markerOf('acme-auto')).not.toBe(before);
    await applications.settled(
      (await others()).map(({ metadata }) => metadata.name),
      commit,
      300,
    );
    expect((await others()).map(movement)).toEqual(still);
  });

  it('suspends an active tenant: it comes to rest, reads Suspended, and none of its pods runs', async () => {
    platform.edit('tenants/demo-harbor.yaml', [[['spec', 'lifecycle'], 'suspended']]);
    await stage.rollOut(['demo-harbor']);
    expect(await healthOf(stage, 'demo-harbor')).toBe('Suspended');
    expect(await noticeOf(stage, 'demo-harbor')).toBe('warning');
    const pods = await stage.clusterOf('demo-harbor').list<KubeObject & { status: { phase: string } }>({
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: platform.namespaceOf('demo-harbor'),
    });
    expect(pods.filter(({ status }) => status.phase === 'Running')).toEqual([]);
    expect(await stage.markerOf('demo-harbor')).toBe(stage.publishedDigestOf('demo-harbor'));
  });

  it('resumes it: it is Healthy again', async () => {
    platform.edit('tenants/demo-harbor.yaml', [[['spec', 'lifecycle'], 'active']]);
    await stage.rollOut(['demo-harbor']);
    expect(await healthOf(stage, 'demo-harbor')).toBe('Healthy');
    expect(await noticeOf(stage, 'demo-harbor')).toBeUndefined();
    expect(await stage.markerOf('demo-harbor')).toBe(stage.publishedDigestOf('demo-harbor'));
  });
}

async function healthOf({ applications, platform }: Stage, tenant: string): Promise<string | undefined> {
  return (await applications.find(platform.namespaceOf(tenant))).status?.health?.status;
}

/** How grave the notice is that Argo CD shows above the tenant. */
async function noticeOf({ applications, platform }: Stage, tenant: string): Promise<string | undefined> {
  const { metadata } = await applications.find(platform.namespaceOf(tenant));
  return metadata.annotations?.['notice.argocd.argoproj.io/severity'];
}

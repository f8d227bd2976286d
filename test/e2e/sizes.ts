// A tenant that goes to a smaller tier and to a larger one: at each step its quota admits what still runs and what is to run, and
// afterwards no more than its new size. Deployments are real here; what CloudNativePG does with its pods is not.
import { expect, it } from 'vitest';
import type { KubeObject } from './kube-client.js';
import { extraTenants, type Stage } from './stage.js';

type Quota = KubeObject & { readonly spec: { readonly hard: Readonly<Record<string, string>> } };

const { resizing } = extraTenants;
const file = `tenants/${resizing}.yaml`;
/** Volumes never shrink. */
const smaller = [
  [['spec', 'tier'], 'professional'],
  [['spec', 'overrides', 'database', 'storage'], '200Gi'],
] as const;
const larger = [[['spec', 'tier'], 'enterprise']] as const;

export function testSizes(stage: Stage): void {
  const { applications, platform } = stage;

  it.each([
    ['a smaller tier', [...smaller]],
    ['a larger tier', [...larger]],
    ['a smaller tier while it is suspended', [...smaller, [['spec', 'lifecycle'], 'suspended']]],
    ['the same tier, running again', [[['spec', 'lifecycle'], 'active']]],
    ['a larger tier again', [...larger]],
  ] as const)('goes to %s, and only its new size is in force then', async (_, changes) => {
    platform.edit(file, changes);
    const suspended = changes.some(([, value]) => value === 'suspended');
    await stage.rollOut([resizing], 300);
    const { status } = await applications.find(platform.namespaceOf(resizing));
    expect(status?.health?.status).toBe(suspended ? 'Suspended' : 'Healthy');
    expect((await quotasOf(stage)).map(({ metadata }) => metadata?.name)).toEqual(renderedQuotas(stage));
    expect(await stage.markerOf(resizing)).toBe(stage.publishedDigestOf(resizing));
  });
}

async function quotasOf(stage: Stage): Promise<Quota[]> {
  const namespace = stage.platform.namespaceOf(resizing);
  const quotas = await stage.clusterOf(resizing).list<Quota>({ apiVersion: 'v1', kind: 'ResourceQuota', namespace });
  return quotas.sort((a, b) => ((a.metadata?.name ?? '') < (b.metadata?.name ?? '') ? -1 : 1));
}

function renderedQuotas({ platform }: Stage): string[] {
  const quotas = platform.renderedOf(resizing).filter(({ kind }) => kind === 'ResourceQuota');
  return quotas.map(({ metadata }) => metadata.name).sort();
}

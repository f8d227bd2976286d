// The tenant's Namespace, its quota, its limits and its marker.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { waves } from '../../../constructs/base/waves.js';
import { concerns } from '../../../constructs/index.js';
import { Marker, TenantNamespace, tenantLabel } from '../../../constructs/namespace/chart.js';
import { quotaDuringChange, quotaOf } from '../../../constructs/namespace/quota.js';
import { type RenderedObject, render, tenant } from '../tenant-fixture.js';

const renderNamespace = (props = tenant()) => render(new TenantNamespace(new App(), props, concerns));
const find = (kind: string, objects = renderNamespace()) => objects.find((object) => object.kind === kind);

const nameOf = (object?: RenderedObject) => object?.metadata.name;

describe('TenantNamespace', () => {
  it('carries the cost and ownership labels of the tenant', () => {
    const props = tenant({ billing: { subscriptionId: 'sub_1', costCenter: 'CC-1', department: 'retail' } });
    expect(find('Namespace', renderNamespace(props))?.metadata).toMatchObject({
      name: props.namespace,
      labels: {
        tenant: props.id,
        tier: props.tier,
        environment: props.cluster.environment,
        'managed-by': 'argocd',
        'cost-center': 'CC-1',
        'billing-id': 'sub_1',
        department: 'retail',
        [tenantLabel]: props.id,
      },
      annotations: { domain: props.hosts[0]?.name, 'subscription-tier': props.tier, 'billing-id': 'sub_1' },
    });
  });

  it('leaves out labels that the tenant file does not give', () => {
    const labels = find('Namespace', renderNamespace(tenant({ billing: {} })))?.metadata.labels;
    expect(Object.keys(labels ?? {})).not.toEqual(expect.arrayContaining(['cost-center']));
    expect(Object.values(labels ?? {})).not.toContain(undefined);
  });

  it('is in no namespace and needs a confirmation to be deleted', () => {
    const metadata = find('Namespace')?.metadata;
    expect(metadata).not.toHaveProperty('namespace');
    expect(metadata?.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=confirm,Delete=confirm');
  });

  it.each(['enforce', 'audit', 'warn'])('has Pod Security restricted in mode %s', (mode) => {
    expect(find('Namespace')?.metadata.labels).toMatchObject({
      [`pod-security.kubernetes.io/${mode}`]: 'restricted',
      [`pod-security.kubernetes.io/${mode}-version`]: 'latest',
    });
  });

  const wave = (object?: RenderedObject) => Number(object?.metadata.annotations?.['argocd.argoproj.io/sync-wave']);
  const sized = (props = tenant()) =>
    renderNamespace(props).filter((object) => object.metadata.name.startsWith('size-'));

  it('limits its size when all of it is there, by objects that only another size replaces', () => {
    const [quota, first] = sized();
    expect(quota).toMatchObject({ kind: 'ResourceQuota', spec: { hard: quotaOf(tenant(), concerns) } });
    expect([wave(quota), wave(first)]).toEqual([waves.size, waves.sizeChange]);
    expect(sized(tenant({ displayName: 'Another', tier: 'another' })).map(nameOf)).toEqual(sized().map(nameOf));
    expect(nameOf(sized(tenant({ jobs: {} }))[0])).not.toBe(nameOf(quota));
  });

  it('lets Argo CD take a former size away before anything of the new one starts', () => {
    const values: readonly number[] = Object.values(waves);
    expect(waves.size).toBe(Math.max(...values));
    expect(waves.sizeChange).toBe(Math.min(...values));
    for (const object of sized())
      expect(object.metadata.annotations).not.toHaveProperty(['argocd.argoproj.io/sync-options']);
  });

  it('limits the sum from the start, and each container', () => {
    expect(find('ResourceQuota')).toMatchObject({
      metadata: { name: 'tenant' },
      spec: { hard: quotaDuringChange(tenant(), concerns) },
    });
    expect(find('LimitRange')?.spec).toMatchObject({ limits: [{ type: 'Container' }] });
  });
});

describe('Marker', () => {
  it('holds the digest and is applied last', () => {
    const [marker] = render(new Marker(new App(), { ...tenant(), digest: 'abc' }));
    expect(marker).toMatchObject({
      kind: 'ConfigMap',
      metadata: { name: 'tenantry-marker', annotations: { 'argocd.argoproj.io/sync-wave': '40' } },
      data: { digest: 'abc' },
    });
  });
});

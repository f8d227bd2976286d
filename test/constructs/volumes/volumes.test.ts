import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { fieldsAt, listAt, valueAt } from '../../../constructs/base/fields.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { waves } from '../../../constructs/base/waves.js';
import type { VolumeProps } from '../../../constructs/base/workload.js';
import { concerns } from '../../../constructs/index.js';
import { quotaOf } from '../../../constructs/namespace/quota.js';
import { Services } from '../../../constructs/services/chart.js';
import { Volumes } from '../../../constructs/volumes/chart.js';
import { containerIn, findObject, podOf, waveOf } from '../objects.js';
import { render, tenant } from '../tenant-fixture.js';

const { services, cluster } = tenant();
const web = { ...services['web'], user: 33, replicas: 1, mounts: [{ volume: 'uploads', path: '/var/uploads' }] };

function withVolume(access: VolumeProps['access'], overrides: Partial<TenantProps> = {}): TenantProps {
  const mounting = { ...services, web } as TenantProps['services'];
  return tenant({ services: mounting, volumes: { uploads: { access, storage: '10Gi' } }, ...overrides });
}

const claimOf = (props: TenantProps) =>
  findObject(render(new Volumes(new App(), props)), 'PersistentVolumeClaim', 'uploads');
const deploymentOf = (props: TenantProps) =>
  findObject(render(new Services(new App(), props, concerns)), 'Deployment', 'web');

describe('a volume', () => {
  it('asks before it goes, and comes with the first service that mounts it', () => {
    const claim = claimOf(withVolume('single'));
    expect(claim.metadata.annotations?.['argocd.argoproj.io/sync-options']).toBe('Prune=confirm,Delete=confirm');
    expect(waveOf(claim)).toBe(waveOf(deploymentOf(withVolume('single'))));
    expect(claim['spec']).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '10Gi' } },
      storageClassName: 'fast',
    });
  });

  it('is in the last wave of a tenant that runs nothing: no sync waits for a claim that no pod binds', () => {
    const claim = claimOf(withVolume('single', { lifecycle: 'suspended' }));
    expect(waveOf(claim)).toBe(Math.max(...Object.values(waves)));
  });

  it('is of the cluster’s class for shared volumes where many nodes mount it', () => {
    const shared = withVolume('shared', { cluster: { ...cluster, sharedStorageClass: 'files' } });
    expect(claimOf(shared)['spec']).toMatchObject({ accessModes: ['ReadWriteMany'], storageClassName: 'files' });
    expect(() => claimOf(withVolume('shared'))).toThrow(/shared volumes/);
  });

  it('is mounted where the service says, beside its scratch, and belongs to its user’s group', () => {
    const deployment = deploymentOf(withVolume('single'));
    expect(listAt(containerIn(deployment), 'volumeMounts')).toEqual([
      { name: 'volume-uploads', mountPath: '/var/uploads' },
      { name: 'scratch-0', mountPath: '/tmp' },
    ]);
    expect(listAt(podOf(deployment), 'volumes')[0]).toEqual({
      name: 'volume-uploads',
      persistentVolumeClaim: { claimName: 'uploads' },
    });
    expect(fieldsAt(podOf(deployment), 'securityContext')).toMatchObject({ fsGroup: 33 });
  });

  it('lets go of its old pod before the new one starts, unless it is shared', () => {
    const strategyOf = (access: VolumeProps['access']) => valueAt(deploymentOf(withVolume(access)), 'spec', 'strategy');
    expect(strategyOf('single')).toEqual({ type: 'Recreate' });
    expect(strategyOf('shared')).toMatchObject({ type: 'RollingUpdate' });
  });

  it('is in the quota, and its service’s pod only once', () => {
    const bare = withVolume('single', { jobs: {}, hosts: [], database: undefined });
    const quota = quotaOf({ ...bare, services: { web: web as TenantProps['services'][string] } }, concerns);
    expect(quota).toMatchObject({ persistentvolumeclaims: '1', 'requests.storage': '10Gi', pods: '2' });
  });
});

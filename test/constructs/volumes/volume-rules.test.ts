import { describe, it } from 'vitest';
import { fieldsAt } from '../../../constructs/base/fields.js';
import { expectBreak, expectForbidden, findTenant } from '../broken-tenant.js';

const tenant = 'demo-store';

describe('volume rules', () => {
  it.each([
    ['another strategy', 'spec.strategy', { type: 'RollingUpdate' }],
    ['no strategy', 'spec.strategy', undefined],
  ])('find a service on a volume of one node with %s', (_, path, value) => {
    expectBreak({
      code: 'check/volume-not-shared',
      tenant,
      object: 'Deployment wordpress',
      set: [
        [path, value],
        ['spec.template.spec.containers.0.resources', { requests: tiny, limits: tiny }],
      ],
    });
  });

  it('find a scaler of a service on a volume of one node', () => {
    const wordpress = findTenant(tenant).manifests.find(({ object }) => object.kind === 'Deployment');
    const { replicas: _, ...spec } = fieldsAt(wordpress?.object, 'spec');
    const scaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'wordpress', namespace: 'tenant-demo-store', labels: { tenant: 'demo-store' } },
      spec: { scaleTargetRef: { kind: 'Deployment', name: 'wordpress' }, minReplicas: 1, maxReplicas: 1 },
    };
    expectForbidden('check/volume-not-shared', scaler, {
      tenant,
      about: 'Deployment wordpress',
      instead: { 'Deployment wordpress': { spec } },
    });
  });

  it('find a volume that can be deleted without confirmation', () => {
    const set = [['metadata.annotations', undefined]] as const;
    expectBreak({ code: 'check/unguarded-deletion', tenant, object: 'PersistentVolumeClaim uploads', set });
  });

  it('find a volume that the quota does not cover', () => {
    const set = [['spec.resources.requests.storage', '9Gi']] as const;
    expectBreak({
      code: 'check/quota-too-small',
      tenant,
      object: 'PersistentVolumeClaim uploads',
      set,
      about: 'ResourceQuota size-*',
    });
  });
});

/** So little that a second pod of it fits the quota. */
const tiny = { cpu: '100m', memory: '128Mi' };

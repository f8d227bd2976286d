import { describe, it } from 'vitest';
import { fieldsAt } from '../../../../generator/check/fields.js';
import { expectBreak, expectForbidden, expectNeeded, findTenant, ownMeta } from '../broken-tenant.js';

const code = 'check/quota-too-small';
const quota = 'ResourceQuota size-*';
const hard = (unit: string) => ['spec', 'hard', unit];

describe('the quota rule', () => {
  it.each([
    'requests.cpu',
    'requests.memory',
    'limits.cpu',
    'limits.memory',
    'pods',
    'persistentvolumeclaims',
    'requests.storage',
  ])('finds a quota without enough %s', (unit) => {
    for (const object of [quota, 'ResourceQuota tenant'])
      for (const amount of ['1', 0, 'much', { any: 'shape' }])
        expectBreak({ code, object, set: [[hard(unit), amount]] });
  });

  it('finds that there is none', () => {
    expectNeeded(code, 'ResourceQuota *', 'Namespace tenant-acme-auto');
  });

  it('finds a second quota that is too small', () => {
    const spec = { hard: { pods: '2' } };
    expectForbidden(code, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: ownMeta('second'), spec });
  });

  it.each([
    ['more replicas', 'Deployment web', 'spec.replicas', 40],
    ['a surge of all pods', 'Deployment api', 'spec.strategy.rollingUpdate.maxSurge', '1000%'],
    ['parallel Jobs', 'Job migrate-*', 'spec.parallelism', 40],
    ['more instances', 'Cluster postgres', 'spec.instances', 4],
    ['a volume of its own for the log', 'Cluster postgres', 'spec.walStorage', { size: '10Gi' }],
  ])('finds that it does not cover %s', (_, object, path, value) => {
    expectBreak({ code, object, about: quota, set: [[path, value]] });
  });

  it('finds an autoscaler that grows beyond it', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 40 };
    const scaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: ownMeta('web'), spec };
    const web = findTenant('acme-auto').manifests.find(
      ({ object }) => object.kind === 'Deployment' && object.metadata.name === 'web',
    );
    const { replicas: _, ...unscaled } = fieldsAt(web?.object, 'spec');
    expectForbidden(code, scaler, { about: quota, instead: { 'Deployment web': { spec: unscaled } } });
  });

  it.each([
    ['max', 'cpu', '200m'],
    ['max', 'memory', '256Mi'],
    ['min', 'cpu', '300m'],
    ['min', 'memory', '600Mi'],
  ])('finds a LimitRange whose %s of %s refuses a container', (bound, unit, amount) => {
    expectBreak({ code, object: 'LimitRange containers', set: [[`spec.limits.0.${bound}.${unit}`, amount]] });
  });
});

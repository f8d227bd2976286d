import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldsAt } from '../../../constructs/base/fields.js';
import { checkTenant } from '../../../generator/check/check-tenant.js';
import { renderTenant } from '../../../generator/render/render-tenant.js';
import {
  argocd,
  asleep,
  expectBreak,
  expectForbidden,
  expectNeeded,
  findTenant,
  ownMeta,
  wall,
} from '../broken-tenant.js';

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

  it('has room for a MariaDB that goes to sleep, however small the tenant is', () => {
    const { plan } = findTenant(asleep);
    const needs = (cpu: number) => {
      const amounts = { cpu: `${cpu}m`, memory: `${cpu}Mi` };
      return { requests: amounts, limits: amounts };
    };
    const schedules = ['daily', 'weekly', 'monthly'].map((name) => ({ name, schedule: '0 0 2 * * *', keep: '30d' }));
    const size = fc.integer({ min: 10, max: 400 });
    fc.assert(
      fc.property(size, size, fc.nat(schedules.length), (server, service, count) => {
        const { database, services } = plan;
        if (database === undefined) throw new Error('it has a database');
        const { backup: _, ...bare } = { ...database, resources: needs(server) };
        const small = {
          ...plan,
          database: count === 0 ? bare : { ...bare, backup: schedules.slice(0, count) },
          services: Object.fromEntries(
            Object.entries(services).map(([name, each]) => [name, { ...each, resources: needs(service) }]),
          ),
        };
        const { manifests } = renderTenant(small, argocd);
        expect(checkTenant(small, manifests, wall).map((finding) => finding.code)).toEqual([]);
      }),
    );
  });
});

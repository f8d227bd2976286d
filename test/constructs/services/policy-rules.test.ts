import { describe, expect, it } from 'vitest';
import { fieldsAt } from '../../../constructs/base/fields.js';
import {
  byGateway,
  expectBreak,
  expectForbidden,
  expectNeeded,
  findingsWith,
  findTenant,
  ownMeta,
} from '../broken-tenant.js';

const options = ['metadata', 'annotations', 'argocd.argoproj.io/sync-options'];

describe('policy rules', () => {
  it('find replicas beside an HPA', () => {
    const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, minReplicas: 2, maxReplicas: 2 };
    const scaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: ownMeta('web'), spec };
    expectForbidden('check/replicas-beside-hpa', scaler, { about: 'Deployment web' });
  });

  // web runs as two pods
  it.each([
    [{ maxUnavailable: 0 }],
    [{ maxUnavailable: '0%' }],
    [{ maxUnavailable: -1 }],
    [{ minAvailable: 2 }],
    [{ minAvailable: '100%' }],
    [{ minAvailable: '51%' }],
    [{ minAvailable: 'most' }],
    [{}],
  ])('find a budget that lets no pod go: %j', (budget) => {
    const set = [
      ['spec.maxUnavailable', undefined],
      ...Object.entries(budget).map(([key, value]) => [`spec.${key}`, value] as const),
    ] as const;
    expectBreak({ code: 'check/blocking-pdb', object: 'PodDisruptionBudget web', set });
  });

  it('find nothing in a budget that lets one pod go', () => {
    for (const budget of [{ maxUnavailable: '1%' }, { minAvailable: 1 }, { minAvailable: '50%' }]) {
      const set = [
        ['spec.maxUnavailable', undefined],
        ...Object.entries(budget).map(([key, value]) => [`spec.${key}`, value] as const),
        ['metadata.labels', undefined],
      ] as const;
      expectBreak({ code: 'check/selector-mismatch', object: 'PodDisruptionBudget web', set });
    }
  });

  it('find a database of one instance with a budget of its operator', () => {
    for (const budget of [true, undefined])
      expectBreak({ code: 'check/blocking-pdb', object: 'Cluster postgres', set: [['spec.enablePDB', budget]] });
  });

  it('find a Job that deletes itself', () => {
    for (const seconds of [600, 0, '600'])
      expectBreak({
        code: 'check/job-ttl',
        object: 'Job migrate-*',

        set: [['spec.ttlSecondsAfterFinished', seconds]],
      });
  });

  it.each([undefined, 'Allow', 'Replace'])('find a CronJob whose runs may overlap: %s', (concurrencyPolicy) => {
    const { object: job } = findTenant(byGateway).manifests.find(({ object }) => object.kind === 'Job') ?? {};
    const spec = { schedule: '0 4 * * *', concurrencyPolicy, jobTemplate: { spec: { ...fieldsAt(job, 'spec') } } };
    const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: ownMeta('remind'), spec };
    expectForbidden('check/overlapping-runs', cronJob);
    const hostNetwork = { ...fieldsAt(job, 'spec', 'template', 'spec'), hostNetwork: true };
    const template = { ...fieldsAt(job, 'spec', 'template'), spec: hostNetwork };
    const loose = { ...spec, concurrencyPolicy: 'Forbid', jobTemplate: { spec: { template } } };
    expectForbidden('check/pod-not-restricted', { ...cronJob, spec: loose });
    expect(findingsWith({ ...cronJob, spec: { ...spec, concurrencyPolicy: 'Forbid' } })).toEqual([]);
  });

  it.each(['Namespace tenant-acme-auto', 'Cluster postgres'])('find that %s is not guarded', (object) => {
    for (const text of [undefined, 'Prune=confirm', 'Prune=false,Delete=false'])
      expectBreak({ code: 'check/unguarded-deletion', object, set: [[options, text]] });
  });

  it('find a database that goes with its object', () => {
    const spec = { cluster: { name: 'postgres' }, name: 'audit', owner: 'audit', databaseReclaimPolicy: 'delete' };
    const database = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Database', metadata: ownMeta('audit'), spec };
    expectForbidden('check/unguarded-deletion', database);
  });

  it.each(['Vhost messaging', 'Queue orders'])('find that the %s goes with its object', (object) => {
    for (const policy of ['delete', undefined])
      expectBreak({
        code: 'check/unguarded-deletion',
        tenant: 'client-abc',
        object,
        set: [['spec.deletionPolicy', policy]],
      });
  });

  it('find a bucket that is not guarded', () => {
    const object = 'ObjectBucketClaim bucket-sav';
    expectBreak({ code: 'check/unguarded-deletion', tenant: 'client-abc', object, set: [[options, undefined]] });
  });

  it('find that the marker is missing or holds no digest', () => {
    const about = 'Namespace tenant-acme-auto';
    expectNeeded('check/marker-missing', 'ConfigMap tenantry-marker', about);
    const set = [['data.digest', 'none']] as const;
    expectBreak({ code: 'check/marker-missing', object: 'ConfigMap tenantry-marker', about, set });
  });
});

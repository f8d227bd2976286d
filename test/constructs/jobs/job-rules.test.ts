import { describe, expect, it } from 'vitest';
import { fieldsAt } from '../../../constructs/base/fields.js';
import { byGateway, expectBreak, expectForbidden, findingsWith, findTenant, ownMeta } from '../broken-tenant.js';

describe('job rules', () => {
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
});

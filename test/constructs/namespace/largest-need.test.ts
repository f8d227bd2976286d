// What the objects of a tenant ask for together, where their containers do not all run at once.
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../constructs/base/quantity.js';
import { viewTenant } from '../../../constructs/base/tenant-view.js';
import { concerns } from '../../../constructs/index.js';
import { largestNeed } from '../../../constructs/namespace/quota-rules.js';
import { asleep, findTenant } from '../broken-tenant.js';

const { plan, manifests } = findTenant(asleep);
const container = (cpu: string, extra: object = {}) => ({ ...extra, resources: { limits: { cpu } } });

function cpuOf(spec: object): bigint | undefined {
  const object = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'any' }, spec: { template: { spec } } };
  return largestNeed(viewTenant(plan, [{ path: 'jobs.yaml', object }], concerns)).get('limits.cpu');
}

describe('the largest need', () => {
  it.each([
    ['all containers together', { containers: [container('1'), container('2')] }, '3'],
    [
      'the largest that runs first',
      { initContainers: [container('3'), container('4')], containers: [container('1')] },
      '4',
    ],
    ['what runs after it', { initContainers: [container('1')], containers: [container('1'), container('2')] }, '3'],
    [
      'what stays, beside the larger of both',
      { initContainers: [container('1', { restartPolicy: 'Always' }), container('4')], containers: [container('2')] },
      '5',
    ],
  ])('of a pod is %s', (_, spec, cpu) => {
    expect(cpuOf(spec)).toBe(parseQuantity(cpu));
  });

  it('counts no backup whose schedule is suspended', () => {
    const backups = manifests.filter(({ object }) => object.kind === 'PhysicalBackup');
    const scheduled = backups.filter(({ object }) => !object.metadata.name.includes('-last-'));
    expect(scheduled.length).toBeGreaterThan(0);
    expect(largestNeed(viewTenant(plan, scheduled, concerns)).get('pods') ?? 0n).toBe(0n);
  });
});

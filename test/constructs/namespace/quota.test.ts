// The quota is the sum of the tenant at its largest, and the limits admit every container that it may run.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareQuantities, parseQuantity } from '../../../constructs/base/quantity.js';
import type { ResourceNeeds, ServiceProps } from '../../../constructs/base/workload.js';
import { backupSidecar } from '../../../constructs/database/backup-schedule.js';
import { concerns } from '../../../constructs/index.js';
import { limitsOf, quotaOf } from '../../../constructs/namespace/quota.js';
import { challengeSolver } from '../../../constructs/routes/plan.js';
import { tenant } from '../tenant-fixture.js';

const needs = (cpu: string, memory: string): ResourceNeeds => ({
  requests: { cpu, memory },
  limits: { cpu, memory },
});

const worker: ServiceProps = {
  image: 'registry.example/worker:1.0.0',
  env: {},
  secretEnv: [],
  scratch: [],
  resources: needs('100m', '128Mi'),
  egress: [],
  internet: false,
  probes: {},
  waitsFor: [],
  mounts: [],
  depth: 0,
};

const empty = tenant({ services: {}, jobs: {}, database: undefined, hosts: [] });

describe('quotaOf', () => {
  it('adds each service with one pod of surge, and a fifth of headroom', () => {
    const quota = quotaOf({ ...empty, services: { worker: { ...worker, replicas: 4 } } }, concerns);
    expect(quota).toMatchObject({ pods: '6', 'requests.cpu': '600m', 'limits.memory': '768Mi', services: '1' });
  });

  it('takes what autoscaling may reach instead of the replicas', () => {
    const quota = quotaOf({ ...empty, services: { worker: { ...worker, autoscale: { min: 2, max: 9 } } } }, concerns);
    expect(quota).toMatchObject({ pods: '12', 'requests.cpu': '1200m' });
  });

  it('has room for one more database instance with its volume', () => {
    const { database } = tenant();
    if (database === undefined) throw new Error('the fixture has a database');
    const { backup: _, ...plain } = { ...database, instances: 3, storage: '200Gi', resources: needs('1', '2Gi') };
    expect(quotaOf({ ...empty, database: plain }, concerns)).toMatchObject({
      persistentvolumeclaims: '4',
      'requests.storage': '800Gi',
      'requests.cpu': '4800m',
      pods: '5',
      services: '3',
    });
  });

  it('counts a backup sidecar in every instance, only where there are backups', () => {
    const { database } = tenant();
    if (database === undefined) throw new Error('the fixture has a database');
    const { backup: _, ...plain } = { ...database, instances: 1, resources: needs('1', '1Gi') };
    const backup = [{ name: 'daily', schedule: '0 0 2 * * *', keep: '30d' }];
    const cpuOf = (quota: Record<string, string>) => parseQuantity(quota['requests.cpu'] ?? '');
    const added =
      cpuOf(quotaOf({ ...empty, database: { ...plain, backup } }, concerns)) -
      cpuOf(quotaOf({ ...empty, database: plain }, concerns));
    expect(added).toBe((parseQuantity(backupSidecar.requests.cpu) * 2n * 120n) / 100n);
  });

  it('counts one challenge solver and its Service for each custom domain', () => {
    const hosts = ['a.example', 'b.example'].map((name) => ({ name, custom: true }));
    expect(quotaOf({ ...empty, hosts }, concerns)).toMatchObject({
      pods: '3',
      services: '2',
      'limits.memory': '154Mi',
    });
  });

  it('allows no address of the cloud and no port of the nodes', () => {
    expect(quotaOf(tenant(), concerns)).toMatchObject({ 'services.loadbalancers': '0', 'services.nodeports': '0' });
  });

  it('covers the tenant at its largest whatever its size', () => {
    const size = fc.record({ replicas: fc.nat(20), max: fc.nat(20), cpu: fc.integer({ min: 1, max: 4000 }) });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 6 }), (sizes) => {
        const services = Object.fromEntries(
          sizes.map(({ replicas, max, cpu }, index) => [
            `s${index}`,
            { ...worker, replicas, autoscale: { min: 1, max }, resources: needs(`${cpu}m`, '1Mi') },
          ]),
        );
        const largest = sizes.reduce((sum, { replicas, max, cpu }) => sum + (Math.max(replicas, max) + 1) * cpu, 0);
        return compareQuantities(quotaOf({ ...empty, services }, concerns)['requests.cpu'] ?? '', `${largest}m`) >= 0;
      }),
    );
  });

  it('does not depend on whether the tenant is active', () => {
    expect(quotaOf(tenant({ lifecycle: 'suspended' }), concerns)).toEqual(quotaOf(tenant(), concerns));
  });
});

describe('limitsOf', () => {
  it('keeps the usual limits for a tenant that fits them', () => {
    expect(limitsOf({ ...empty, services: { worker } }, concerns)).toEqual({
      max: { cpu: '2', memory: '4Gi' },
      min: { cpu: '100m', memory: '128Mi' },
      default: { cpu: '500m', memory: '512Mi' },
      defaultRequest: { cpu: '250m', memory: '256Mi' },
    });
  });

  it('widens the maximum to the largest container', () => {
    const services = { worker: { ...worker, resources: needs('6', '24Gi') } };
    expect(limitsOf({ ...empty, services }, concerns).max).toEqual({ cpu: '6', memory: '24Gi' });
  });

  it('lowers the minimum to what a challenge solver asks for, only for tenants that have them', () => {
    const hosts = [{ name: 'shop.example', custom: true }];
    expect(limitsOf({ ...empty, hosts }, concerns).min).toEqual(challengeSolver.requests);
    expect(limitsOf(empty, concerns).min).toEqual({ cpu: '100m', memory: '128Mi' });
  });
});

// Jobs: named by what they do, run once, between the database and the services; or again and again, one run at a time.
import { App } from 'cdk8s';
import { assert as check, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listAt, textAt, valueAt } from '../../../constructs/base/fields.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { waves } from '../../../constructs/base/waves.js';
import type { JobProps } from '../../../constructs/base/workload.js';
import { Jobs } from '../../../constructs/jobs/chart.js';
import { containerIn, podOf, waveOf } from '../objects.js';
import { type RenderedObject, render, tenant } from '../tenant-fixture.js';

const { migrate } = tenant().jobs;
if (migrate === undefined) throw new Error('the fixture has a job');

const pieces = constantFrom('$', '(', ')', 'A', 'B', '$(A)', ' ');

const jobs = (overrides: Partial<TenantProps> = {}) => render(new Jobs(new App(), tenant(overrides)));

function job(change: Partial<JobProps> = {}, overrides: Partial<TenantProps> = {}): RenderedObject {
  const [only] = jobs({ ...overrides, jobs: { migrate: { ...migrate, ...change } as JobProps } });
  if (only === undefined) throw new Error('nothing is rendered');
  return only;
}

const nameOf = (...args: Parameters<typeof job>) => job(...args).metadata.name;

describe('the name', () => {
  it('is that of the job with ten digits of a digest', () => {
    expect(nameOf()).toMatch(/^migrate-[0-9a-f]{10}$/);
    expect(nameOf()).toBe(nameOf());
  });

  const needs = { cpu: '1', memory: '1Gi' };
  it.each([
    ['the image', { image: 'registry.example/workshop/api:1.5.0' }],
    ['the command', { command: ['/bin/migrate'] }],
    ['the arguments', { args: ['--verbose'] }],
    ['the environment', { env: { LOCALE: 'en-GB' } }],
    ['the secrets', { secretEnv: [{ name: 'JWT_SECRET', secret: 'jwt', key: 'other' }] }],
    ['the resources', { resources: { requests: needs, limits: needs } }],
    ['the user', { user: 10001 }],
    ['the scratch paths', { scratch: ['/var/cache'] }],
    ['the deadline', { deadline: 601 }],
    ['the retries', { retries: 3 }],
  ])('changes with %s', (_what, change: Partial<JobProps>) => {
    expect(nameOf(change)).not.toBe(nameOf());
  });

  it('does not change with the tier: a larger tenant does not migrate and load its samples again', () => {
    expect(nameOf({}, { tier: 'enterprise' })).toBe(nameOf());
  });

  it('does not change with the order of the environment', () => {
    expect(nameOf({ env: { A: '1', B: '2' } })).toBe(nameOf({ env: { B: '2', A: '1' } }));
  });

  it('does not change with the phase: it is the same work', () => {
    expect(nameOf({ run: { phase: 'seed' } })).toBe(nameOf());
  });
});

describe('the run', () => {
  it('ends by its deadline or after its retries, and stays to be seen', () => {
    const spec = job()['spec'];
    expect(spec).toMatchObject({ backoffLimit: 2, activeDeadlineSeconds: 600 });
    expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(podOf(job())['restartPolicy']).toBe('Never');
  });

  it('comes in the wave of its phase', () => {
    expect(waveOf(job())).toBe(waves.migrations);
    expect(waveOf(job({ run: { phase: 'seed' } }))).toBe(waves.seeds);
    expect(waves.database < waves.migrations && waves.migrations < waves.seeds && waves.seeds < waves.services).toBe(
      true,
    );
  });

  it('labels its pods by the job’s name, which network policies select', () => {
    expect(valueAt(job(), 'spec', 'template', 'metadata', 'labels')).toMatchObject({
      tenant: 'acme-auto',
      'app.kubernetes.io/name': 'migrate',
    });
  });
});

describe('the environment', () => {
  it('is sorted by name, whether plain or secret', () => {
    const env = listAt(containerIn(job({ env: { Z: '1', A: '2' } })), 'env');
    expect(env.map((variable) => textAt(variable, 'name'))).toEqual(['A', 'JWT_SECRET', 'Z']);
  });

  it('reaches the container to the letter, whatever Kubernetes would expand', () => {
    check(
      property(string({ unit: pieces }), (value) => {
        const [variable] = listAt(containerIn(job({ env: { A: value } })), 'env');
        expect(expand(textAt(variable, 'value') ?? '', { A: 'expanded', B: 'expanded' })).toBe(value);
      }),
    );
  });
});

describe('a job with a schedule', () => {
  const scheduled = (change: Partial<JobProps> = {}) => job({ run: { schedule: '30 4 * * *' }, ...change });

  it('is a CronJob of its own name, whatever it does', () => {
    expect(scheduled()).toMatchObject({ kind: 'CronJob', metadata: { name: 'migrate' } });
    expect(scheduled({ image: 'registry.example/other:1.0.0' }).metadata.name).toBe('migrate');
  });

  it('runs at its hours in UTC, never beside itself, and not when it is far too late', () => {
    expect(scheduled().spec).toMatchObject({
      schedule: '30 4 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
    });
  });

  it('leaves the last good and the last failed run to be seen', () => {
    expect(scheduled().spec).toMatchObject({ successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 1 });
  });

  it('runs the pod that it would run once', () => {
    expect(valueAt(scheduled(), 'spec', 'jobTemplate', 'spec')).toEqual(job().spec);
  });

  it('comes after the services that it calls', () => {
    expect(waveOf(scheduled())).toBe(waves.scheduledJobs);
    expect(waves.scheduledJobs).toBeGreaterThan(waves.services);
  });
});

it.each(['suspended', 'offboarding'] as const)('is nothing for a tenant that is %s', (lifecycle) => {
  const scheduled = { ...migrate, run: { schedule: '30 4 * * *' } };
  expect(jobs({ lifecycle, jobs: { migrate, scheduled } })).toEqual([]);
});

/** Kubernetes' rule (kubernetes.io/docs, "Define Dependent Environment Variables"): `$(NAME)` is a reference, `$$` a dollar sign. */
function expand(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$|\$\(([A-Z]+)\)/g, (match, name?: string) =>
    name === undefined ? '$' : (values[name] ?? match),
  );
}

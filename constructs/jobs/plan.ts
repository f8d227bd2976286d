// The jobs of one tenant: the blueprint's programs that run to their end, with the tenant's environment.
import type { PlanInput } from '../base/concern.js';
import { planContainer, planResources } from '../base/plan-container.js';
import { jobSchedule } from '../base/schedule.js';
import type { BlueprintSpec, TenantSpec } from '../base/sources.js';
import { fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { JobProps } from '../base/workload.js';
import type { JobSource } from './schema.js';

/** The jobs that this tenant runs: sample data only where it is asked for. */
export function planJobs(input: PlanInput): Record<string, Traced<JobProps>> {
  const running = runningJobs(input.blueprint.value, input.tenant.value);
  return Object.fromEntries(
    fieldsOf(input.blueprint.at('jobs'))
      .filter(([name]) => running.includes(name))
      .map(([name, source]) => [name, planJob(name, source, input)]),
  );
}

/** Their names: sample data only where it is asked for. */
export function runningJobs({ jobs }: BlueprintSpec, { sampleData }: TenantSpec): string[] {
  return Object.keys(jobs).filter((name) => jobs[name]?.when !== 'sample-data' || sampleData);
}

function planJob(
  name: string,
  source: Sourced<JobSource>,
  { id, tenant, resolve, secretVariables }: PlanInput,
): Traced<JobProps> {
  const resources = planResources(source.at('resources'));
  const tenantEnv = tenant.tryAt('env')?.tryAt(name);
  return {
    ...planContainer({
      source,
      resources,
      tenantEnv,
      resolve,
      secretVariables: secretVariables(name),
    }),
    run: planRun(id, source),
    waitsFor: source.at('waitsFor'),
    deadline: source.at('deadline'),
    retries: source.at('retries'),
  };
}

/** Load has made sure that a job has either a moment or a schedule. */
function planRun(id: string, source: Sourced<JobSource>): Traced<JobProps['run']> {
  const schedule = source.tryAt('schedule');
  if (schedule !== undefined) return { schedule: schedule.map((word) => jobSchedule(word, id)) };
  return { phase: source.at('when').map((when) => (when === 'migration' ? 'migration' : 'seed')) };
}

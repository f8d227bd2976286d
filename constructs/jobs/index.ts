// The concern jobs: programs that run to their end, once between the database and the services or again and again.
import type { Concern } from '../base/concern.js';
import { jobRules } from './blueprint-rules.js';
import { Jobs } from './chart.js';
import { planJobs, runningJobs } from './plan.js';
import { jobsSchema } from './schema.js';

export const jobs: Concern = {
  name: 'jobs',
  chart: (scope, tenant) => new Jobs(scope, tenant),
  kinds: {},
  schema: jobsSchema,
  blueprintRules: [jobRules],
  workloads: runningJobs,
  plan: (input) => ({ jobs: planJobs(input) }),
};

// The concern jobs.
import type { Concern } from '../base/concern.js';
import { Jobs } from './chart.js';
import { jobsSchema } from './schema.js';

export const jobs: Concern = {
  name: 'jobs',
  chart: (scope, tenant) => new Jobs(scope, tenant),
  kinds: {},
  schema: jobsSchema,
};

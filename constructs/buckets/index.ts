// The concern buckets.
import type { Concern } from '../base/concern.js';
import { Buckets } from './chart.js';
import { bucketsSchema } from './schema.js';

export const buckets: Concern = {
  name: 'buckets',
  chart: (scope, tenant) => new Buckets(scope, tenant),
  kinds: {},
  schema: bucketsSchema,
};

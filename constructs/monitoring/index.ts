// The concern monitoring.
import type { Concern } from '../base/concern.js';
import { Monitoring } from './chart.js';
import { monitoringSchema } from './schema.js';

export const monitoring: Concern = {
  name: 'monitoring',
  chart: (scope, tenant) => new Monitoring(scope, tenant),
  kinds: {},
  schema: monitoringSchema,
};

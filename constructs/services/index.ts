// The concern services.
import type { Concern } from '../base/concern.js';
import { Services } from './chart.js';
import { servicesSchema } from './schema.js';

export const services: Concern = {
  name: 'services',
  chart: (scope, tenant) => new Services(scope, tenant),
  kinds: {},
  schema: servicesSchema,
};

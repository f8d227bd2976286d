// The concern volumes.
import type { Concern } from '../base/concern.js';
import { Volumes } from './chart.js';
import { volumesSchema } from './schema.js';

export const volumes: Concern = {
  name: 'volumes',
  chart: (scope, tenant) => new Volumes(scope, tenant),
  kinds: {},
  schema: volumesSchema,
};

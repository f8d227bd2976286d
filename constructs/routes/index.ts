// The concern routes.
import type { Concern } from '../base/concern.js';
import { Routes } from './chart.js';
import { routesSchema } from './schema.js';

export const routes: Concern = {
  name: 'routes',
  chart: (scope, tenant) => new Routes(scope, tenant),
  kinds: {},
  schema: routesSchema,
};

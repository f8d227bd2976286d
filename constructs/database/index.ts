// The concern database.
import type { Concern } from '../base/concern.js';
import { Database } from './chart.js';
import { databaseSchema } from './schema.js';

export const database: Concern = {
  name: 'database',
  chart: (scope, tenant) => new Database(scope, tenant),
  kinds: {},
  schema: databaseSchema,
};

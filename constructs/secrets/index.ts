// The concern secrets.
import type { Concern } from '../base/concern.js';
import { Secrets } from './chart.js';
import { secretsSchema } from './schema.js';

export const secrets: Concern = {
  name: 'secrets',
  chart: (scope, tenant) => new Secrets(scope, tenant),
  kinds: {},
  schema: secretsSchema,
};

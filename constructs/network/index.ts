// The concern network.
import type { Concern } from '../base/concern.js';
import { Network } from './chart.js';
import { networkSchema } from './schema.js';

export const network: Concern = {
  name: 'network',
  chart: (scope, tenant) => new Network(scope, tenant),
  kinds: {},
  schema: networkSchema,
};

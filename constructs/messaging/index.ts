// The concern messaging.
import type { Concern } from '../base/concern.js';
import { Messaging } from './chart.js';
import { messagingSchema } from './schema.js';

export const messaging: Concern = {
  name: 'messaging',
  chart: (scope, tenant) => new Messaging(scope, tenant),
  kinds: {},
  schema: messagingSchema,
};

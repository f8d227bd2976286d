// The concern access.
import type { Concern } from '../base/concern.js';
import { Access } from './chart.js';

export const access: Concern = {
  name: 'access',
  chart: (scope, tenant) => new Access(scope, tenant),
  kinds: {},
};

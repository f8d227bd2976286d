// The concern namespace.
import type { Concern } from '../base/concern.js';
import { TenantNamespace } from './chart.js';

export const namespace: Concern = {
  name: 'namespace',
  chart: (scope, tenant) => new TenantNamespace(scope, tenant),
  kinds: {},
};

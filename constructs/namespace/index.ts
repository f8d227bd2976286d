// The concern namespace: a tenant's Namespace, its quota, the limits of its containers.

import type { Concern } from '../base/concern.js';
import { namespaceKinds } from './kinds.js';
import { productQuotaOf, quotaAlerts } from './quota.js';
import { quotaRules } from './quota-rules.js';
import { tenantRules } from './rules.js';

export const namespace: Concern = {
  name: 'namespace',
  kinds: namespaceKinds,
  untraced: ({ blueprint, largestTenants }, all) => ({ productQuota: productQuotaOf(blueprint, largestTenants, all) }),
  alerts: quotaAlerts,
  rules: [...tenantRules, ...quotaRules],
  claims: ({ cluster, namespace }) => [`namespace:${cluster.name}/${namespace}`],
};

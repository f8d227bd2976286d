// What a product's namespaces may hold at most while a tenant changes: no tenant of any tier outgrows it.

import { describe, expect, it } from 'vitest';
import { compareQuantities } from '../../../constructs/base/quantity.js';
import { concerns } from '../../../constructs/index.js';
import type { Quota } from '../../../constructs/namespace/quota.js';

import { quotaOf } from '../../../constructs/namespace/quota.js';
import { planFiles, planOf, replaced, tenantText } from '../read/sources-fixture.js';

const within = (quota: Quota, bound: Quota) =>
  Object.entries(quota).filter(([unit, amount]) => compareQuantities(amount, bound[unit] ?? '0') > 0);

describe('the quota of a product', () => {
  it('covers each tenant of it, and is one for all', () => {
    const plans = [...planFiles().plans.values()].filter(({ hosts }) => hosts.every(({ custom }) => !custom));
    expect(plans.length).toBeGreaterThan(1);
    for (const plan of plans) expect(within(quotaOf(plan, concerns), plan.productQuota)).toEqual([]);
    for (const plan of plans) {
      const same = plans.filter(({ product }) => product === plan.product);
      expect(new Set(same.map(({ productQuota }) => JSON.stringify(productQuota))).size).toBe(1);
    }
  });

  it('is that of its largest tier with everything at its ceiling', () => {
    const pods = 'replicas: 12, resources: {cpu: "2", memory: 4Gi}';
    const overrides = [
      'sampleData: true',
      'overrides:',
      '  database: {storage: 2Ti, resources: {cpu: "8", memory: 32Gi}}',
      `  services: {api: {${pods}}, web: {${pods}}}`,
    ];
    const text = replaced(tenantText('largest', overrides), 'tier: professional', 'tier: enterprise');
    const plan = planOf('largest', { 'tenants/largest.yaml': text });
    expect(quotaOf(plan, concerns)).toEqual(plan.productQuota);
  });
});

// The product `suite` of the samples in figures: how its tiers scale, what they sell, and who reaches what.
import { describe, expect, it } from 'vitest';
import { formatBinary, formatDecimal, parseQuantity } from '../../constructs/base/quantity.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { concerns } from '../../constructs/index.js';
import { limitsOf } from '../../constructs/namespace/quota.js';
import { plannedUsage } from '../../generator/cost/tenant-cost.js';
import { loadSample, samplePlans } from '../sample-platform.js';

const { plans } = samplePlans();
const prices = loadSample().sources.platform.data.spec.prices?.products['suite'] ?? {};

function planOf(id: string): TenantPlan {
  const plan = plans.get(id);
  if (plan === undefined) throw new Error(`there is no plan of ${id}`);
  return plan;
}

describe.each([
  ['client-xyz', 'standard', 2, 3],
  ['client-abc', 'premium', 3, 6],
  ['grand-bazaar', 'business', 6, 15],
])('the suite of %s, %s', (id, tier, min, max) => {
  const plan = planOf(id);

  it(`runs ${min} to ${max} pods of each service, at 70 % of CPU and 80 % of memory`, () => {
    expect(plan.tier).toBe(tier);
    const { gateway, ...others } = plan.services;
    expect(gateway?.autoscale).toMatchObject({ min, cpu: 70, memory: 80 });
    for (const { autoscale } of Object.values(others)) expect(autoscale).toEqual({ min, max, cpu: 70, memory: 80 });
  });

  it('uses no more at its least than the tier sells', () => {
    const usage = plannedUsage(plan);
    const { cpu = '0', memory = '0' } = prices[tier]?.included ?? {};
    expect(usage.cpu, formatDecimal(usage.cpu)).toBeLessThanOrEqual(parseQuantity(cpu));
    expect(usage.memory, formatBinary(usage.memory)).toBeLessThanOrEqual(parseQuantity(memory));
  });

  it('bounds its containers by the usual limits, but for the pods that solve challenges of custom domains', () => {
    expect(limitsOf({ ...plan, hosts: [] }, concerns)).toEqual({
      max: { cpu: '2', memory: '4Gi' },
      min: { cpu: '100m', memory: '128Mi' },
      default: { cpu: '500m', memory: '512Mi' },
      defaultRequest: { cpu: '250m', memory: '256Mi' },
    });
  });

  it('gives each service a database that no other uses', () => {
    const databases = plan.database?.databases ?? [];
    expect(databases.map(({ name, usedBy }) => [name, usedBy])).toEqual(databases.map(({ name }) => [name, [name]]));
    expect(new Set(databases.map(({ secret }) => secret)).size).toBe(6);
  });
});

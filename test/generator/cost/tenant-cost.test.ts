import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../constructs/base/quantity.js';
import {
  type CostDelta,
  costDelta,
  costOf,
  costSentence,
  plannedUsage,
  type TenantCost,
} from '../../../generator/cost/tenant-cost.js';
import { pricedPlan, pricesWith, type Size } from './priced-plan.js';

function cost(size: Size, prices = pricesWith()): TenantCost {
  const found = costOf(pricedPlan(size), prices);
  if (found === undefined) throw new Error('there is no price');
  return found;
}

const chargeOf = (size: Size, resource: string) => cost(size).lines.find((line) => line.resource === resource)?.charge;

describe('costOf', () => {
  it('is the base fee alone for what is within it', () => {
    expect(cost({ cpu: '2', memory: '4Gi', storage: '50Gi', domains: 1 })).toMatchObject({
      fee: 4900n,
      overages: 0n,
      total: 4900n,
    });
  });

  it.each([
    ['cpu', { cpu: '2500m' }, 500n],
    ['cpu', { cpu: '1', replicas: 4 }, 2000n],
    ['memory', { memory: '4608Mi' }, 200n],
    ['storage', { storage: '80Gi' }, 300n],
    ['storage', { storage: '50Gi', instances: 3 }, 1000n],
    ['sites', { domains: 3 }, 1000n],
  ] satisfies [string, Size, bigint][])('charges %s beyond what is included: %o', (resource, size, cents) => {
    expect(chargeOf(size, resource)).toBe(cents);
  });

  it('counts an autoscaled service at its least', () => {
    expect(chargeOf({ cpu: '1', autoscale: { min: 3, max: 9 } }, 'cpu')).toBe(1000n);
  });

  it('charges what a tier does not include from the first unit on', () => {
    expect(cost({ cpu: '1', memory: '1Gi' }, pricesWith({ included: {} })).overages).toBe(1000n + 400n + 500n);
  });

  it.each(['suspended', 'offboarding'] as const)(
    'charges a tenant that is %s its own fee, and its volumes',
    (lifecycle) => {
      const size = { cpu: '9', memory: '9Gi', storage: '60Gi', domains: 5, lifecycle };
      expect(cost(size, pricesWith({ feeWhileSuspended: '9.00' }))).toMatchObject({ fee: 900n, overages: 100n });
      expect(cost(size).fee).toBe(4900n);
    },
  );

  it.each([{ tier: 'other' }, { tier: 'constructor' }])('knows no cost without a price: %o', (size) => {
    expect(costOf(pricedPlan(size), pricesWith())).toBeUndefined();
  });

  it('takes measured usage in place of the plan’s', () => {
    const usage = { ...plannedUsage(pricedPlan({ cpu: '8' })), cpu: parseQuantity('2100m') };
    expect(costOf(pricedPlan({ cpu: '8' }), pricesWith(), usage)).toMatchObject({ measured: true, overages: 100n });
  });

  it('has a total that is the sum of the fee and of every line as it is shown', () => {
    const amounts = fc.record({
      cpu: fc.bigInt({ min: 0n, max: 10n ** 14n }),
      memory: fc.bigInt({ min: 0n, max: 10n ** 22n }),
      storage: fc.bigInt({ min: 0n, max: 10n ** 22n }),
      sites: fc.bigInt({ min: 0n, max: 10n ** 11n }),
    });
    fc.assert(
      fc.property(amounts, (usage) => {
        const found = costOf(pricedPlan(), pricesWith(), usage);
        return found?.total === found?.lines.reduce((sum, line) => sum + line.charge, 4900n);
      }),
    );
  });
});

const side = (storage: string, prices = pricesWith()) => ({ plan: pricedPlan({ storage }), prices });

describe('costDelta', () => {
  it('has the totals of both sides', () => {
    expect(costDelta(side('50Gi'), side('80Gi'))).toEqual({ currency: 'EUR', before: 4900n, after: 5200n });
  });

  it('has one side only for a tenant that appears or disappears', () => {
    expect(costDelta(undefined, side('50Gi'))).toEqual({ currency: 'EUR', after: 4900n });
    expect(costDelta(side('50Gi'), undefined)).toEqual({ currency: 'EUR', before: 4900n });
  });

  it('sees a change of prices too', () => {
    expect(costDelta(side('50Gi'), side('50Gi', pricesWith({ fee: '59.00' })))).toMatchObject({
      before: 4900n,
      after: 5900n,
    });
  });

  it('does not compare two currencies', () => {
    expect(costDelta(side('50Gi'), side('50Gi', pricesWith({}, 'USD')))).toEqual({ currency: 'USD', after: 4900n });
  });

  it('is undefined where nothing has a price', () => {
    const plan = pricedPlan({ tier: 'other' });
    expect(costDelta({ plan, prices: pricesWith() }, { plan, prices: pricesWith() })).toBeUndefined();
  });
});

describe('costSentence', () => {
  const delta = (amounts: Omit<CostDelta, 'currency'>): CostDelta => ({ currency: 'EUR', ...amounts });

  it.each([
    [[delta({ after: 4900n })], 'costs 49.00 EUR a month'],
    [[delta({ before: 4900n, after: 6100n })], '+12.00 EUR a month (49.00 → 61.00)'],
    [[delta({ before: 6100n, after: 4900n })], '−12.00 EUR a month (61.00 → 49.00)'],
    [[delta({ before: 4900n, after: 4900n })], 'costs 49.00 EUR a month as before'],
    [[delta({ before: 4900n })], '−49.00 EUR a month'],
    [[delta({ after: 4900n }), delta({ after: 4900n })], 'costs 49.00 EUR a month each'],
    [[delta({ before: 1n, after: 101n }), delta({ before: 1n, after: 201n })], '+3.00 EUR a month together'],
    [
      [delta({ before: 1n, after: 1n }), delta({ before: 200n, after: 200n })],
      'costs 2.01 EUR a month together as before',
    ],
    [
      [delta({ before: 1n, after: 2n }), delta({ before: 2n, after: 1n })],
      'costs as much a month together as before, in other parts',
    ],
  ])('of %o is "%s"', (deltas, sentence) => {
    expect(costSentence(deltas)).toBe(sentence);
  });

  it('says nothing of a group without prices', () => {
    expect(costSentence([])).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { type CostDelta, costDelta, costSentence } from '../../../generator/cost/cost-delta.js';
import { pricedPlan, pricesWith } from './priced-plan.js';

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

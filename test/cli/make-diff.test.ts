import { describe, expect, it } from 'vitest';
import { type DiffSide, diffCosts, diffPrices } from '../../cli/make-diff.js';
import type { DiffGroup } from '../../generator/diff/group-diffs.js';
import { PlatformRenderer } from '../../generator/render-platform.js';
import { loadSample, platformWith, tenantFile } from '../sample-platform.js';

type Change = Parameters<typeof loadSample>[0];

function side(change: Change = {}): DiffSide {
  const { sources } = loadSample(change);
  return { sources, renderer: new PlatformRenderer(sources) };
}

function group(ids: readonly string[]): DiffGroup {
  const [id = ''] = ids;
  return { ids, example: { id, fate: 'changed', objects: [], risk: 'resizes' } };
}

const three = (tier: 'free' | 'professional') => ({ tenants: ['a', 'b', 'c'].map((id) => tenantFile(id, { tier })) });

describe('diffCosts', () => {
  it('tells what each of a group’s tenants costs more', () => {
    const costs = diffCosts([group(['a', 'b', 'c'])], side(three('free')), side(three('professional')));
    expect([...costs]).toEqual([['a', '+49.00 EUR a month (0.00 → 49.00) each']]);
  });

  it('tells what tenants will cost where nothing is known of before', () => {
    expect(diffCosts([group(['a'])], undefined, side(three('professional'))).get('a')).toBe('costs 49.00 EUR a month');
  });

  it('shows no change of nothing where tenants of several tiers cost what they did', () => {
    const mixed = { tenants: [tenantFile('a', { tier: 'free' }), tenantFile('b', { tier: 'professional' })] };
    const [said] = diffCosts([group(['a', 'b'])], side(mixed), side(mixed)).values();
    expect(said).toBe('costs 49.00 EUR a month together as before');
  });

  it('says nothing on a platform without prices', () => {
    const { sources, renderer } = side(three('free'));
    if (sources === undefined || renderer === undefined) throw new Error('the sample does not load');
    const { platform } = sources;
    const { prices: _prices, ...spec } = platform.data.spec;
    const unpriced: DiffSide = {
      sources: { ...sources, platform: { ...platform, data: { ...platform.data, spec } } },
      renderer,
    };
    expect(diffCosts([group(['a'])], unpriced, unpriced).size).toBe(0);
  });
});

describe('diffPrices', () => {
  const dearer = platformWith('fee: "49.00"', 'fee: "52.00"');
  const everybody = () => true;

  it('tells whom new prices alone concern, together where it is the same for several', () => {
    expect(
      diffPrices(everybody, side(three('professional')), side({ ...three('professional'), platform: dearer })),
    ).toEqual([{ ids: ['a', 'b', 'c'], sentence: '+3.00 EUR a month (49.00 → 52.00) each' }]);
  });

  it('says nothing of tenants that cost the same, or whose costs are told already', () => {
    expect(diffPrices(everybody, side(three('free')), side({ ...three('free'), platform: dearer }))).toEqual([]);
    expect(diffPrices(everybody, side(three('free')), side(three('free')))).toEqual([]);
    const isOther = (id: string) => id !== 'a';
    const found = diffPrices(
      isOther,
      side(three('professional')),
      side({ ...three('professional'), platform: dearer }),
    );
    expect(found.map(({ ids }) => ids)).toEqual([['b', 'c']]);
  });
});

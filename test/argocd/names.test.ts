import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allSets, setOf } from '../../argocd/names.js';

const ids = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/);

describe('the set of a tenant', () => {
  it('never changes: these are published', () => {
    expect(['acme-auto', 'bolt-garage', 'demo-harbor', 'east-tyres'].map((id) => setOf(id, 8))).toMatchInlineSnapshot(`
      [
        "set-1",
        "set-3",
        "set-0",
        "set-4",
      ]
    `);
  });

  it('is one of the sets', () => {
    fc.assert(fc.property(ids, fc.integer({ min: 1, max: 64 }), (id, sets) => allSets(sets).includes(setOf(id, sets))));
  });

  it.each([
    ['numbered names', (index: number) => `tenant-${index}`],
    ['names that begin alike', (index: number) => `workshop-berlin-${index.toString(36)}`],
  ])('spreads %s evenly: no set of 8 is a tenth above its share of 8,000', (_, name) => {
    const sizes = new Map(allSets(8).map((set) => [set, 0]));
    for (let index = 0; index < 8_000; index++) {
      const set = setOf(name(index), 8);
      sizes.set(set, (sizes.get(set) ?? 0) + 1);
    }
    expect(Math.max(...sizes.values())).toBeLessThan(1_100);
    expect(Math.min(...sizes.values())).toBeGreaterThan(900);
  });
});

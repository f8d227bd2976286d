import { describe, expect, it } from 'vitest';
import { codesAndPlaces, planFiles, replaced, sample } from './sources-fixture.js';

const platform = sample('platform.yaml');
const findingsWith = (from: string, to: string) =>
  codesAndPlaces(planFiles({ 'platform.yaml': replaced(platform, from, to) }).findings);

const lineOf = (text: string) => platform.slice(0, platform.indexOf(text)).split('\n').length;

describe('prices', () => {
  it('of the sample platform are sound', () => {
    expect(planFiles().findings).toEqual([]);
  });

  it('of a tier that its blueprint does not have are a finding at that tier', () => {
    const line = lineOf('        professional:\n          fee');
    expect(findingsWith('        professional:\n          fee', '        profesional:\n          fee')).toEqual([
      `load/unknown-price platform.yaml:${line}:9`,
    ]);
  });

  it('of a product that does not exist are a finding at that product', () => {
    const line = lineOf('      workshop:\n        demo');
    expect(findingsWith('      workshop:\n        demo', '      workshops:\n        demo')).toEqual([
      `load/unknown-price platform.yaml:${line}:7`,
    ]);
  });

  it.each([
    ['fee: "49.00"', 'fee: 49.00', 'load/wrong-type'],
    ['fee: "49.00"', 'fee: "-49.00"', 'load/invalid-value'],
    ['fee: "49.00"', 'fee: "49,00"', 'load/invalid-value'],
    ['fee: "49.00"', 'fee: "049.00"', 'load/invalid-value'],
    ['currency: EUR', 'currency: Euro', 'load/invalid-value'],
  ])('refuse %s written as %s', (from, to, code) => {
    expect(findingsWith(from, to)).toEqual([expect.stringMatching(`^${code} platform.yaml:`)]);
  });
});

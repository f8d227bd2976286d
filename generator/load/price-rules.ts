// What prices in platform.yaml say of blueprints: a product or tier that does not exist would never be charged for.
import { type Finding, finding } from '../finding/finding.js';
import { didYouMean } from './did-you-mean.js';
import type { BlueprintSource } from './schema/blueprint.js';
import type { PlatformSource } from './schema/platform.js';
import type { SourcePath } from './source-document.js';
import type { Loaded } from './sources.js';

/** A finding for each price of something unknown; tiers of a broken blueprint are not looked at. */
export function priceFindings(
  platform: Loaded<PlatformSource>,
  blueprints: ReadonlyMap<string, Loaded<BlueprintSource>>,
  blueprintNames: ReadonlySet<string>,
): Finding[] {
  const unknown = (path: SourcePath, message: string, known: readonly string[]): Finding =>
    finding('load/unknown-price', {
      message,
      hint: didYouMean(String(path.at(-1)), known) ?? 'remove it',
      place: platform.document.place(['spec', 'prices', 'products', ...path], 'key'),
    });
  return Object.entries(platform.data.spec.prices?.products ?? {}).flatMap(([product, tiers]) => {
    if (!blueprintNames.has(product))
      return [unknown([product], `prices name a blueprint ${product} that does not exist`, [...blueprintNames])];
    const known = blueprints.get(product)?.data.spec.tiers;
    if (known === undefined) return [];
    return Object.keys(tiers)
      .filter((tier) => !Object.hasOwn(known, tier))
      .map((tier) => unknown([product, tier], `the blueprint ${product} has no tier ${tier}`, Object.keys(known)));
  });
}

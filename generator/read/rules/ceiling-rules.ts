// What must hold of a blueprint's ceilings: each names something that can be overridden, in its own unit, and none is below its own tier.

import type { BlueprintReport } from '../../../constructs/base/blueprint-rule.js';
import { didYouMean } from '../../../constructs/base/did-you-mean.js';
import type { Finding } from '../../../constructs/base/finding.js';
import { type Amount, isInUnitOf, pathsOf, tierAmount } from '../../../constructs/base/overridable.js';
import { compareQuantities } from '../../../constructs/base/quantity.js';
import type { BlueprintSpec, SourcePath, TierSource } from '../../../constructs/base/sources.js';
import { overridable } from '../../../constructs/index.js';

/** Ceilings of nothing, in another unit, or below the tier's own amount. */
export function ceilingRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.entries(blueprint.tiers).flatMap(([name, tier]) =>
    Object.entries(tier.ceilings).flatMap(([key, ceiling]) => {
      const at = ['tiers', name, 'ceilings', key];
      if (!isCeilingKey(key, blueprint)) {
        const hint = didYouMean(key, overridable) ?? 'remove it';
        return [
          report('load/unknown-ceiling', at, `${key} is nothing that a tenant can override`, { hint, part: 'key' }),
        ];
      }
      if (!isInUnitOf(key, ceiling)) {
        const hint = 'write it as the tier writes the amount itself';
        return [report('load/invalid-value', at, `${ceiling} is no amount of ${key}`, { hint })];
      }
      return belowTier(tier, key, ceiling, blueprint, at, report);
    }),
  );
}

function belowTier(
  tier: TierSource,
  key: string,
  ceiling: Amount,
  blueprint: BlueprintSpec,
  at: SourcePath,
  report: BlueprintReport,
): Finding[] {
  return pathsOf(key, blueprint).flatMap((path) => {
    const amount = tierAmount(tier, path);
    if (amount === undefined || compareQuantities(String(amount), String(ceiling)) <= 0) return [];
    const message = `the ceiling ${ceiling} is below the tier’s own ${path} of ${amount}`;
    const related = [...at.slice(0, 2), ...path.split('.')];
    return [report('load/ceiling-below-tier', at, message, { hint: 'raise the ceiling', related })];
  });
}

/** True for a ceiling's key: an overridable path, with `*` or a name of the blueprint. */
function isCeilingKey(key: string, blueprint: BlueprintSpec): boolean {
  return overridable.some((pattern) => pattern === key || pathsOf(pattern, blueprint).includes(key));
}

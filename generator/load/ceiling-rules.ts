// What must hold of a blueprint's ceilings: each names something that can be overridden, and none is below its own tier.
import { compareQuantities } from '../../constructs/quantity.js';
import type { Finding } from '../finding/finding.js';
import type { Report } from './blueprint-rules.js';
import { isCeilingKey, overridable, tierAmount } from './overridable.js';
import type { BlueprintSpec, TierSource } from './schema/blueprint.js';
import { didYouMean } from './schema-findings.js';

/** Findings about the ceilings of every tier. */
export function ceilingFindings(blueprint: BlueprintSpec, report: Report): Finding[] {
  const services = Object.keys(blueprint.services);
  return Object.entries(blueprint.tiers).flatMap(([name, tier]) =>
    Object.entries(tier.ceilings).flatMap(([key, ceiling]) => {
      const at = ['tiers', name, 'ceilings', key];
      if (!isCeilingKey(key, services))
        return [
          report(
            'load/unknown-ceiling',
            at,
            `${key} is nothing that a tenant can override`,
            didYouMean(key, overridable),
            'key',
          ),
        ];
      return bounded(tier, key, services)
        .filter(({ amount }) => compareQuantities(String(amount), String(ceiling)) > 0)
        .map(({ path, amount }) =>
          report(
            'load/ceiling-below-tier',
            at,
            `the ceiling ${ceiling} is below the tier’s own ${path} of ${amount}`,
            'raise the ceiling',
          ),
        );
    }),
  );
}

function bounded(
  tier: TierSource,
  key: string,
  services: readonly string[],
): { path: string; amount: string | number }[] {
  const paths = key.includes('*') ? services.map((service) => key.replace('*', service)) : [key];
  return paths.flatMap((path) => {
    const amount = tierAmount(tier, path);
    return amount === undefined ? [] : [{ path, amount }];
  });
}

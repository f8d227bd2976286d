// How far a tenant may go beyond its tier: up to the tier's ceilings, and never into a contradiction.

import type { Finding } from '../../../constructs/base/finding.js';
import { type Limits, limitFinding } from '../../../constructs/base/limit.js';
import { type Amount, ceilingOf, overridesOf, tierAmount } from '../../../constructs/base/overridable.js';
import { compareQuantities } from '../../../constructs/base/quantity.js';

/** Overrides of what the tier does not set, above a ceiling, or that leave a service no number of pods. */
export function overrideLimits(limits: Limits): Finding[] {
  const overrides = overridesOf(limits.tenant.data.spec);
  return [...overrides.flatMap((override) => overrideFindings(limits, override)), ...boundFindings(limits)];
}

interface Override {
  readonly path: string;
  readonly amount: Amount;
}

function overrideFindings(limits: Limits, { path, amount }: Override): Finding[] {
  const { tenant, blueprint, tier } = limits;
  const name = tenant.data.spec.tier;
  const own = tierAmount(tier, path);
  const place = (steps: readonly string[]) => blueprint.document.place(['spec', 'tiers', name, ...steps], 'key');
  if (own === undefined) {
    const message = `the tier ${name} does not set ${path}`;
    return [notOverridable(limits, path, { message, hint: 'remove the override', related: place([]) })];
  }
  if (!isAbove(amount, own)) return [];
  const ceiling = ceilingOf(tier, path);
  if (ceiling === undefined) {
    const message = `the tier ${name} does not let ${path} rise above ${own}`;
    const hint = 'remove the override, or choose a larger tier';
    return [notOverridable(limits, path, { message, hint, related: place([]) })];
  }
  if (!isAbove(amount, ceiling.amount)) return [];
  return [
    limitFinding(tenant, 'plan/above-ceiling', pathOf(path), {
      message: `${path} of ${amount} is above the ceiling of ${ceiling.amount}`,
      hint: `stay at ${ceiling.amount} or below, or choose a larger tier`,
      related: place(['ceilings', ceiling.key]),
    }),
  ];
}

/** Of two bounds one may be overridden and the other not. */
function boundFindings(limits: Limits): Finding[] {
  return Object.entries(limits.tenant.data.spec.overrides?.services ?? {}).flatMap(([service, { autoscale }]) => {
    const size = limits.tier.services[service]?.autoscale;
    if (size === undefined || autoscale === undefined) return [];
    const { min, max } = { ...size, ...autoscale };
    if (min <= max) return [];
    const message = `${service} would have at least ${min} and at most ${max} pods`;
    const path = `services.${service}.autoscale`;
    return [notOverridable(limits, path, { message, hint: 'override both bounds', part: 'key' })];
  });
}

function notOverridable({ tenant }: Limits, path: string, details: Parameters<typeof limitFinding>[3]): Finding {
  return limitFinding(tenant, 'plan/not-overridable', pathOf(path), details);
}

function pathOf(path: string): string[] {
  return ['spec', 'overrides', ...path.split('.')];
}

function isAbove(amount: Amount, bound: Amount): boolean {
  return compareQuantities(String(amount), String(bound)) > 0;
}

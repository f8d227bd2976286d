// Capacity: the quota admits the tenant at its largest, and the LimitRange each of its containers.
// Summed from the rendered objects (largest-need.ts), not from the plan: the constructs compute the quota, this proves it.
import { formatBinary, formatDecimal } from '../../../constructs/quantity.js';
import { type Fields, fieldsAt, listAt, quantityAt, textAt } from '../fields.js';
import { type Breach, missing, type Rule } from '../rule.js';
import type { TenantView } from '../tenant-view.js';
import { containerResources, largestNeed } from './largest-need.js';

export const quotaRules: readonly Rule[] = [
  {
    code: 'check/quota-too-small',
    sentence: 'the quota covers the tenant at its largest, with room for surge, join, migration and solver pods',
    breaches: (view) => [...quotaBreaches(view), ...limitBreaches(view)],
  },
];

/** Every quota of a namespace must admit a pod, so that each is judged by itself. */
function quotaBreaches(view: TenantView): Breach[] {
  const quotas = view
    .ofKind('ResourceQuota')
    .map((manifest) => ({ manifest, hard: fieldsAt(manifest.object, 'spec', 'hard') }));
  if (quotas.length === 0) return missing(view, 'comes without a ResourceQuota');
  return [...largestNeed(view)].flatMap(([unit, need]) => {
    const naming = quotas.filter(({ hard }) => hard[unit] !== undefined);
    const judged = naming.length === 0 ? quotas.slice(0, 1) : naming;
    return judged
      .filter(({ hard }) => (quantityAt(hard, unit) ?? -1n) < need)
      .map(({ manifest, hard }) => ({
        manifest,
        what: `allows ${unit} of ${String(hard[unit] ?? 'nothing')}, the tenant needs up to ${amountText(unit, need)}`,
      }));
  });
}

function amountText(unit: string, need: bigint): string {
  return /memory|storage/.test(unit) ? formatBinary(need) : formatDecimal(need);
}

function limitBreaches(view: TenantView): Breach[] {
  const bounds = view.ofKind('LimitRange').flatMap((manifest) =>
    listAt(manifest.object, 'spec', 'limits')
      .filter((limits) => textAt(limits, 'type') === 'Container')
      .map((limits) => ({ manifest, limits })),
  );
  const containers = containerResources(view);
  return bounds.flatMap(({ manifest, limits }) =>
    ['cpu', 'memory'].flatMap((unit) => {
      const beyond = containers.find((resources) => isBeyond(resources, limits, unit));
      return beyond === undefined ? [] : [{ manifest, what: refusal(beyond, unit) }];
    }),
  );
}

function isBeyond(resources: Fields, limits: unknown, unit: string): boolean {
  const [least, most] = [quantityAt(limits, 'min', unit), quantityAt(limits, 'max', unit)];
  const [request, limit] = [quantityAt(resources, 'requests', unit), quantityAt(resources, 'limits', unit)];
  return (
    (least !== undefined && request !== undefined && request < least) ||
    (most !== undefined && limit !== undefined && limit > most)
  );
}

function refusal(resources: Fields, unit: string): string {
  return `refuses a container with ${unit} ${textAt(resources, 'requests', unit)} to ${textAt(resources, 'limits', unit)}`;
}

// Capacity: the quota admits the tenant at its largest, and the LimitRange each of its containers.
// Summed from the rendered objects, not from the plan: the constructs compute the quota, this proves it.
import { type Fields, fieldsAt, listAt, quantityAt, textAt } from '../base/fields.js';
import type { ObjectsOf, QuotaNeed } from '../base/kind.js';
import { formatBinary, formatDecimal, type NanoUnits, parseQuantity } from '../base/quantity.js';
import { type Breach, missing, type Rule } from '../base/rule.js';
import { operatorContainers, type Pod, type TenantView } from '../base/tenant-view.js';

export const quotaRules: readonly Rule[] = [
  {
    code: 'check/quota-too-small',
    sentence: 'the quota covers the tenant at its largest, with room for surge, join, migration and solver pods',
    breaches: (view) => [...quotaBreaches(view), ...limitBreaches(view)],
  },
];

/** Every quota of a namespace must admit a pod, so that each is constraining by itself. */
function quotaBreaches(view: TenantView): Breach[] {
  const quotas = view
    .ofKind('ResourceQuota')
    .map((manifest) => ({ manifest, hard: fieldsAt(manifest.object, 'spec', 'hard') }));
  if (quotas.length === 0) return missing(view, 'comes without a ResourceQuota');
  return [...largestNeed(view)].flatMap(([unit, need]) => {
    const naming = quotas.filter(({ hard }) => hard[unit] !== undefined);
    const constraining = naming.length === 0 ? quotas.slice(0, 1) : naming;
    return constraining
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

/** By the names that a ResourceQuota gives them, as `requests.cpu` and `pods`. */
export type Need = ReadonlyMap<string, NanoUnits>;

/** The sum over all pods, database instances and challenge solvers, by the units of a quota. */
export function largestNeed(view: TenantView): Need {
  const need = new Map<string, NanoUnits>();
  const objectsOf: ObjectsOf = (key) => view.ofKey(key).map(({ object }) => object);
  for (const pod of view.pods)
    add(need, podNeed(pod), BigInt(wholePods(pod.kind?.pods?.most(pod.manifest.object, objectsOf) ?? 0)));
  for (const { manifest, kind } of view.known)
    for (const each of kind.needs?.(manifest.object, objectsOf) ?? [])
      add(need, needOf(each), BigInt(wholePods(each.count)));
  return need;
}

/** Of one of them. */
function needOf({ containers, volumes }: QuotaNeed): Need {
  const pod = containers === undefined ? [] : [new Map([['pods', one]]), ...containers.map(resourceNeed)];
  return sum([...pod, ...(volumes === undefined ? [] : [volumeNeed(volumes)])]);
}

/** The resources of every container that the rendered objects lead to, operators' included. */
function containerResources({ pods, known }: TenantView): Fields[] {
  return [
    ...pods.flatMap((pod) => pod.containers.map((container) => fieldsAt(container, 'resources'))),
    ...operatorContainers({ known }).map(({ container }) => fieldsAt(container, 'resources')),
  ];
}

const one = parseQuantity('1');
const computeUnits = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'] as const;

function wholePods(count: number): number {
  return Math.max(0, Math.ceil(count));
}

/**
 * Init containers run one after the other and before the others, but for those that stay (Kubernetes, "Init Containers", "Sidecar
 * Containers"): the larger of both counts, beside what stays.
 */
function podNeed({ spec }: Pod): Need {
  const needOf = (container: unknown) => resourceNeed(fieldsAt(container, 'resources'));
  const stays = (container: unknown) => textAt(container, 'restartPolicy') === 'Always';
  const initial = listAt(spec, 'initContainers');
  const first = largest(initial.filter((container) => !stays(container)).map(needOf));
  const need = new Map([['pods', one], ...largest([first, sum(listAt(spec, 'containers').map(needOf))])]);
  add(need, sum(initial.filter(stays).map(needOf)), 1n);
  return need;
}

function sum(needs: readonly Need[]): Need {
  const total = new Map<string, NanoUnits>();
  for (const need of needs) add(total, need, 1n);
  return total;
}

function largest(needs: readonly Need[]): Need {
  const most = new Map<string, NanoUnits>();
  for (const [unit, amount] of needs.flatMap((need) => [...need]))
    if (amount > (most.get(unit) ?? 0n)) most.set(unit, amount);
  return most;
}

function resourceNeed(resources: Fields): Need {
  return new Map(computeUnits.map((unit) => [unit, quantityAt(resources, ...unit.split('.')) ?? 0n]));
}

function volumeNeed(sizes: readonly NanoUnits[]): Need {
  return new Map([
    ['persistentvolumeclaims', one * BigInt(sizes.length)],
    ['requests.storage', sizes.reduce((sum, size) => sum + size, 0n)],
  ]);
}

function add(to: Map<string, NanoUnits>, more: Need, times: bigint): void {
  for (const [unit, amount] of more) to.set(unit, (to.get(unit) ?? 0n) + amount * times);
}

// Capacity: the quota admits the tenant at its largest, and the LimitRange each of its containers.
// Summed from the rendered objects, not from the plan: the constructs compute the quota, this proves it.
import {
  compareQuantities,
  formatBinary,
  formatDecimal,
  type NanoUnits,
  parseQuantity,
} from '../../../constructs/quantity.js';
import { type Fields, fieldsAt, listAt, numberAt, textAt, valueAt } from '../fields.js';
import type { Breach, Rule } from '../rule.js';
import type { Pod, TenantView } from '../tenant-view.js';

export const quotaRules: readonly Rule[] = [
  {
    code: 'check/quota-too-small',
    sentence: 'the quota covers the tenant at its largest, with room for surge, join and migration pods',
    breaches: (view) => [...quotaBreaches(view), ...limitBreaches(view)],
  },
];

const computeUnits = ['requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'] as const;
type Need = Map<string, NanoUnits>;

function quotaBreaches(view: TenantView): Breach[] {
  const [quota] = view.ofKind('ResourceQuota');
  const [first] = view.manifests;
  if (quota === undefined)
    return first === undefined ? [] : [{ manifest: first, what: 'comes without a ResourceQuota' }];
  const hard = fieldsAt(quota.object, 'spec', 'hard');
  return [...largestNeed(view)].flatMap(([unit, need]) => {
    const allowed = textAt(hard, unit);
    const enough = allowed !== undefined && parseQuantity(allowed) >= need;
    return enough
      ? []
      : [
          {
            manifest: quota,
            what: `allows ${unit} of ${allowed ?? 'nothing'}, the tenant needs up to ${unit.endsWith('cpu') || !unit.includes('.') ? formatDecimal(need) : formatBinary(need)}`,
          },
        ];
  });
}

/** What all objects together ask for when every service is at its largest and being replaced, every job runs, and the database gains an instance. */
function largestNeed(view: TenantView): Need {
  const need: Need = new Map();
  for (const pod of view.pods) add(need, podNeed(pod), BigInt(largestCount(pod, view)));
  for (const { object } of view.ofKind('Cluster')) addDatabase(need, object, view);
  return need;
}

function largestCount({ manifest }: Pod, view: TenantView): number {
  const { object } = manifest;
  if (object.kind === 'Job') return numberAt(object, 'spec', 'parallelism') ?? 1;
  const scaler = view
    .ofKind('HorizontalPodAutoscaler')
    .find((each) => textAt(each.object, 'spec', 'scaleTargetRef', 'name') === object.metadata.name);
  const replicas = numberAt(scaler?.object, 'spec', 'maxReplicas') ?? numberAt(object, 'spec', 'replicas') ?? 1;
  const surge = valueAt(object, 'spec', 'strategy', 'rollingUpdate', 'maxSurge');
  return replicas === 0 ? 0 : replicas + (typeof surge === 'number' ? surge : Math.ceil(replicas / 4));
}

function podNeed({ containers }: Pod): Need {
  const need: Need = new Map([['pods', parseQuantity('1')]]);
  for (const container of containers) add(need, resourceNeed(fieldsAt(container, 'resources')), 1n);
  return need;
}

function resourceNeed(resources: Fields): Need {
  return new Map(
    computeUnits.map((unit) => {
      const [kind = '', resource = ''] = unit.split('.');
      return [unit, parseQuantity(textAt(resources, kind, resource) ?? '0')];
    }),
  );
}

function addDatabase(need: Need, cluster: unknown, view: TenantView): void {
  const instances = BigInt((numberAt(cluster, 'spec', 'instances') ?? 1) + 1);
  add(need, resourceNeed(fieldsAt(cluster, 'spec', 'resources')), instances);
  for (const { object } of view.ofKind('ObjectStore'))
    add(need, resourceNeed(fieldsAt(object, 'spec', 'instanceSidecarConfiguration', 'resources')), instances);
  add(
    need,
    new Map([
      ['pods', parseQuantity('1')],
      ['persistentvolumeclaims', parseQuantity('1')],
      ['requests.storage', parseQuantity(textAt(cluster, 'spec', 'storage', 'size') ?? '0')],
    ]),
    instances,
  );
}

function add(to: Need, more: Need, times: bigint): void {
  for (const [unit, amount] of more) to.set(unit, (to.get(unit) ?? 0n) + amount * times);
}

function limitBreaches(view: TenantView): Breach[] {
  const bounds = view
    .ofKind('LimitRange')
    .flatMap((manifest) => listAt(manifest.object, 'spec', 'limits').map((limits) => ({ manifest, limits })));
  const containers = [
    ...view.pods.flatMap((pod) => pod.containers.map((container) => fieldsAt(container, 'resources'))),
    ...view.ofKind('Cluster').map(({ object }) => fieldsAt(object, 'spec', 'resources')),
    ...view
      .ofKind('ObjectStore')
      .map(({ object }) => fieldsAt(object, 'spec', 'instanceSidecarConfiguration', 'resources')),
  ];
  return bounds.flatMap(({ manifest, limits }) =>
    ['cpu', 'memory'].flatMap((unit) => {
      const beyond = containers.find((resources) => isBeyond(resources, limits, unit));
      return beyond === undefined
        ? []
        : [
            {
              manifest,
              what: `refuses a container with ${unit} ${textAt(beyond, 'requests', unit)} to ${textAt(beyond, 'limits', unit)}`,
            },
          ];
    }),
  );
}

function isBeyond(resources: Fields, limits: unknown, unit: string): boolean {
  const [least, most] = [textAt(limits, 'min', unit), textAt(limits, 'max', unit)];
  const [request, limit] = [textAt(resources, 'requests', unit), textAt(resources, 'limits', unit)];
  return (
    (least !== undefined && request !== undefined && compareQuantities(request, least) < 0) ||
    (most !== undefined && limit !== undefined && compareQuantities(limit, most) > 0)
  );
}

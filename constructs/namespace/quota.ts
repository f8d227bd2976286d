// What a tenant can use at its largest, computed from its plan, and the limits of one container.
// Pure; chart.ts renders both, and quota-rules.ts proves the quota against the rendered workloads.
import type { Concern, PodDemand } from '../base/concern.js';
import type { Alert } from '../base/prometheus.js';
import {
  compareQuantities,
  formatBinary,
  formatDecimal,
  type NanoUnits,
  parseQuantity,
  roundUp,
} from '../base/quantity.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { TenantProps } from '../base/tenant.js';
import type { ComputeResources, ResourceNeeds } from '../base/workload.js';

/** The cluster makes nothing larger: it is unknown where the largest of a product is asked for. */
type Sized = Omit<TenantProps, 'cluster'>;

/** Room above the computed sum, in percent: terminating pods still count while their successors start. */
const headroom = 20;

/** The ResourceQuota's `hard`, for the tenant at its largest: every service scaled out, every job and solver running. */
export function quotaOf(tenant: Sized, concerns: readonly Concern[]): Quota {
  const demand = demandOf(tenant, concerns);
  const demands = demand.pods;
  const cpu = (side: keyof ResourceNeeds) => formatDecimal(roundUp(withHeadroom(sum(demands, side, 'cpu')), tenMilli));
  const memory = (side: keyof ResourceNeeds) => formatBinary(roundUp(withHeadroom(sum(demands, side, 'memory')), mebi));
  return {
    'requests.cpu': cpu('requests'),
    'requests.memory': memory('requests'),
    'limits.cpu': cpu('limits'),
    'limits.memory': memory('limits'),
    pods: String(Math.ceil((podsOf(demands) * (100 + headroom)) / 100)),
    ...storageOf(demand),
    services: String(demand.services),
    'services.loadbalancers': '0',
    'services.nodeports': '0',
  };
}

/** The larger amount of each resource. */
function largestQuota(quotas: readonly Quota[]): Quota {
  const units = [...new Set(quotas.flatMap((quota) => Object.keys(quota)))];
  return Object.fromEntries(
    units.map((unit) => [unit, amountText(unit, largest(quotas.map((quota) => quota[unit] ?? '0')))]),
  );
}

/** The largest that any tenant of a product may be, whatever its tier; worked out once for each blueprint. */
export function productQuotaOf(
  blueprint: BlueprintSpec,
  largestTenants: () => readonly Sized[],
  concerns: readonly Concern[],
): Quota {
  const before = productQuotas.get(blueprint);
  if (before !== undefined) return before;
  const quota = Object.freeze(largestQuota(largestTenants().map((tenant) => quotaOf(tenant, concerns))));
  productQuotas.set(blueprint, quota);
  return quota;
}

const productQuotas = new WeakMap<BlueprintSpec, Quota>();

/** What ran before a change and what is to run after it, side by side, whichever tiers of the product the two are of. */
export function quotaDuringChange(tenant: Sized, concerns: readonly Concern[]): Quota {
  return Object.fromEntries(
    Object.entries(largestQuota([quotaOf(tenant, concerns), tenant.productQuota])).map(([unit, amount]) => [
      unit,
      amountText(unit, 2n * parseQuantity(amount)),
    ]),
  );
}

export interface ContainerLimits {
  readonly max: ComputeResources;
  readonly min: ComputeResources;
  readonly default: ComputeResources;
  readonly defaultRequest: ComputeResources;
}

const usualLimits: ContainerLimits = {
  max: { cpu: '2', memory: '4Gi' },
  min: { cpu: '100m', memory: '128Mi' },
  default: { cpu: '500m', memory: '512Mi' },
  defaultRequest: { cpu: '250m', memory: '256Mi' },
};

/** The usual limits of a container, widened to what the tenant's own containers, sidecars and solvers ask for. */
export function limitsOf(tenant: Sized, concerns: readonly Concern[]): ContainerLimits {
  const containers = demandOf(tenant, concerns).pods.flatMap((pod) => pod.containers);
  const max = (resource: keyof ComputeResources) =>
    largest([usualLimits.max[resource], ...containers.map(({ limits }) => limits[resource])]);
  const min = (resource: keyof ComputeResources) =>
    smallest([usualLimits.min[resource], ...containers.map(({ requests }) => requests[resource])]);
  return {
    ...usualLimits,
    max: { cpu: formatDecimal(max('cpu')), memory: formatBinary(max('memory')) },
    min: { cpu: formatDecimal(min('cpu')), memory: formatBinary(min('memory')) },
  };
}

const tenMilli = parseQuantity('10m');
const mebi = parseQuantity('1Mi');

interface WholeDemand {
  readonly pods: readonly PodDemand[];
  readonly volumes: readonly string[];
  readonly services: number;
}

function demandOf(tenant: Sized, concerns: readonly Concern[]): WholeDemand {
  const demands = concerns.flatMap(({ demand }) => demand?.(tenant) ?? []);
  return {
    pods: demands.flatMap(({ pods }) => pods ?? []),
    volumes: demands.flatMap(({ volumes }) => volumes ?? []),
    services: demands.reduce((total, { services = 0 }) => total + services, 0),
  };
}

function storageOf({ volumes }: WholeDemand): Record<string, string> {
  const bytes = volumes.reduce((total, size) => total + parseQuantity(size), 0n);
  return { persistentvolumeclaims: String(volumes.length), 'requests.storage': formatBinary(bytes) };
}

function amountText(unit: string, amount: NanoUnits): string {
  return /memory|storage/.test(unit) ? formatBinary(amount) : formatDecimal(amount);
}

function sum(demands: readonly PodDemand[], side: keyof ResourceNeeds, resource: keyof ComputeResources): NanoUnits {
  return demands.reduce(
    (total, { pods, containers }) =>
      containers.reduce((each, needs) => each + BigInt(pods) * parseQuantity(needs[side][resource]), total),
    0n,
  );
}

function podsOf(demands: readonly PodDemand[]): number {
  return demands.reduce((total, { pods }) => total + pods, 0);
}

function withHeadroom(quantity: NanoUnits): NanoUnits {
  return (quantity * BigInt(100 + headroom)) / 100n;
}

function largest(quantities: readonly string[]): NanoUnits {
  return parseQuantity(quantities.reduce((a, b) => (compareQuantities(a, b) < 0 ? b : a)));
}

function smallest(quantities: readonly string[]): NanoUnits {
  return parseQuantity(quantities.reduce((a, b) => (compareQuantities(a, b) > 0 ? b : a)));
}

/** A ResourceQuota's `hard`: quantities by resource, as `requests.cpu`. */
export type Quota = Readonly<Record<string, string>>;

declare module '../base/tenant.js' {
  interface TenantProps {
    /** A ResourceQuota's `hard` for the largest that any tenant of the product may be, whatever its tier. */
    readonly productQuota: Quota;
  }
}

declare module '../base/tenant-plan.js' {
  interface UntracedFields {
    productQuota: true;
  }
}

/** Volumes and Services are at their planned number all the time. */
const computed = 'resource=~"pods|(requests|limits)[.](cpu|memory)"';

export const quotaAlerts: readonly Alert[] = [
  {
    name: 'TenantQuotaNearlyUsed',
    order: 140,
    severity: 'warning',
    for: '15m',
    when: (of) =>
      `${of('kube_resourcequota', 'type="used"', computed)} / ignoring(type) (${of('kube_resourcequota', 'type="hard"', computed)} > 0) > 0.9`,
    summary: '{{ $value | humanizePercentage }} of the quota of {{ $labels.resource }} is used',
    description: 'New pods are refused when it is used up: see what runs besides what the plan holds.',
  },
];

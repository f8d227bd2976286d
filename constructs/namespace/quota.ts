// What a tenant can use at its largest, computed from its plan, and the limits of one container.
// Pure; chart.ts renders both, and quota-rules.ts proves the quota against the rendered workloads.

import { challengeSolver } from '../base/operator-needs.js';
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
import { isReplacedAtOnce } from '../base/workload.js';
import { type Demand, databaseDemands, databaseVolumes } from '../database/demand.js';
import { engineOf } from '../database/engines.js';
import { serversOf } from '../database/server.js';
import type { Quota } from './props.js';

export type QuotaProps = Pick<TenantProps, 'services' | 'jobs' | 'database' | 'volumes' | 'hosts' | 'extra'>;

/** Room above the computed sum, in percent: terminating pods still count while their successors start. */
const headroom = 20;
/** Pods that a rolling update starts before it stops old ones. */
const surge = 1;

/** The ResourceQuota's `hard`, for the tenant at its largest: every service scaled out, every job and solver running. */
export function quotaOf(tenant: QuotaProps): Quota {
  const demands = demandsOf(tenant);
  const cpu = (side: keyof ResourceNeeds) => formatDecimal(roundUp(withHeadroom(sum(demands, side, 'cpu')), tenMilli));
  const memory = (side: keyof ResourceNeeds) => formatBinary(roundUp(withHeadroom(sum(demands, side, 'memory')), mebi));
  return {
    'requests.cpu': cpu('requests'),
    'requests.memory': memory('requests'),
    'limits.cpu': cpu('limits'),
    'limits.memory': memory('limits'),
    pods: String(Math.ceil((podsOf(demands) * (100 + headroom)) / 100)),
    ...storageOf(tenant),
    services: String(servicesOf(tenant)),
    'services.loadbalancers': '0',
    'services.nodeports': '0',
  };
}

/** The larger amount of each resource. */
export function largestQuota(quotas: readonly Quota[]): Quota {
  const units = [...new Set(quotas.flatMap((quota) => Object.keys(quota)))];
  return Object.fromEntries(
    units.map((unit) => [unit, amountText(unit, largest(quotas.map((quota) => quota[unit] ?? '0')))]),
  );
}

/** The largest that any tenant of a product may be, whatever its tier; worked out once for each blueprint. */
export function productQuotaOf(blueprint: BlueprintSpec, largestTenants: () => readonly TenantProps[]): Quota {
  const before = productQuotas.get(blueprint);
  if (before !== undefined) return before;
  const quota = Object.freeze(largestQuota(largestTenants().map((tenant) => quotaOf(tenant))));
  productQuotas.set(blueprint, quota);
  return quota;
}

const productQuotas = new WeakMap<BlueprintSpec, Quota>();

/** What ran before a change and what is to run after it, side by side, whichever tiers of the product the two are of. */
export function quotaDuringChange(tenant: QuotaProps & Pick<TenantProps, 'productQuota'>): Quota {
  return Object.fromEntries(
    Object.entries(largestQuota([quotaOf(tenant), tenant.productQuota])).map(([unit, amount]) => [
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
export function limitsOf(tenant: QuotaProps): ContainerLimits {
  const containers = demandsOf(tenant).flatMap((demand) => demand.containers);
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

function demandsOf({ services, jobs, database, volumes, hosts, extra }: QuotaProps): Demand[] {
  const solvers = hosts.filter((host) => host.custom).length;
  return [
    ...Object.values(services).map((service) => ({
      pods:
        Math.max(service.autoscale?.max ?? 0, service.replicas ?? 0) + (isReplacedAtOnce(service, volumes) ? 0 : surge),
      containers: [service.resources],
    })),
    ...Object.values(jobs).map(({ resources }) => ({ pods: 1, containers: [resources] })),
    ...(database === undefined ? [] : serversOf(database).flatMap(databaseDemands)),
    ...extra
      .flatMap(({ needs }) => needs.pods ?? [])
      .map(({ count, resources }) => ({ pods: count + surge, containers: [resources] })),
    ...(solvers === 0 ? [] : [{ pods: solvers, containers: [challengeSolver] }]),
  ];
}

function storageOf({ database, volumes, extra }: QuotaProps): Record<string, string> {
  const sizes = [
    ...Object.values(volumes).map(({ storage }) => storage),
    ...(database === undefined ? [] : serversOf(database).flatMap(databaseVolumes)),
    ...extra.flatMap(({ needs }) => needs.volumes ?? []),
  ];
  const bytes = sizes.reduce((sum, size) => sum + parseQuantity(size), 0n);
  return { persistentvolumeclaims: String(sizes.length), 'requests.storage': formatBinary(bytes) };
}

/** A challenge solver comes with a Service. */
function servicesOf({ services, database, hosts, extra }: QuotaProps): number {
  const solvers = hosts.filter((host) => host.custom).length;
  const ofServers = database === undefined ? 0 : serversOf(database).length * engineOf(database.engine).services;
  const more = extra.reduce((sum, { needs }) => sum + (needs.services ?? 0), solvers);
  return Object.keys(services).length + ofServers + more;
}

function amountText(unit: string, amount: NanoUnits): string {
  return /memory|storage/.test(unit) ? formatBinary(amount) : formatDecimal(amount);
}

function sum(demands: readonly Demand[], side: keyof ResourceNeeds, resource: keyof ComputeResources): NanoUnits {
  return demands.reduce(
    (total, { pods, containers }) =>
      containers.reduce((each, needs) => each + BigInt(pods) * parseQuantity(needs[side][resource]), total),
    0n,
  );
}

function podsOf(demands: readonly Demand[]): number {
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

// What a tenant uses of each resource that has a price: as its plan says, or as it was measured. All amounts are exact.
import { serversOf } from '../../constructs/database-server.js';
import { parseQuantity } from '../../constructs/quantity.js';
import type { ComputeResources, ServiceProps } from '../../constructs/workload-props.js';
import type { TenantPlan } from '../plan/tenant-plan.js';

export const resources = ['cpu', 'memory', 'storage', 'sites'] as const;
export type Resource = (typeof resources)[number];

/** In billionths: of cores, of bytes and of hosts. */
export type Usage = Readonly<Record<Resource, bigint>>;

export type UsingPlan = Pick<TenantPlan, 'services' | 'database' | 'volumes' | 'buckets' | 'hosts' | 'lifecycle'>;

/**
 * What the plan reserves for as long as it stands: requests of all replicas and instances of database servers, an autoscaled service at its
 * least. Sidecars, jobs and room for updates are the platform's own. What does not run uses nothing but its
 * volumes and buckets.
 */
export function plannedUsage({ services, database, volumes, buckets, hosts, lifecycle }: UsingPlan): Usage {
  const runs = lifecycle === 'active';
  const instances = database === undefined ? 0n : BigInt(database.instances * serversOf(database).length);
  const ofServices = (resource: keyof ComputeResources) =>
    Object.values(services).reduce(
      (sum, service) => sum + replicasOf(service) * parseQuantity(service.resources.requests[resource]),
      0n,
    );
  const requested = (resource: keyof ComputeResources) =>
    runs ? ofServices(resource) + instances * parseQuantity(database?.resources.requests[resource] ?? '0') : 0n;
  return {
    cpu: requested('cpu'),
    memory: requested('memory'),
    storage: [...Object.values(volumes), ...Object.values(buckets)].reduce(
      (sum, { storage }) => sum + parseQuantity(storage),
      instances * parseQuantity(database?.storage ?? '0'),
    ),
    sites: runs ? parseQuantity(String(hosts.length)) : 0n,
  };
}

function replicasOf({ replicas, autoscale }: ServiceProps): bigint {
  return BigInt(autoscale?.min ?? replicas ?? 1);
}

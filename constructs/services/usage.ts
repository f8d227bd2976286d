// What a tenant's services use, for its cost; and how many there are, for people who review a plan.
import type { Demand, Usage } from '../base/concern.js';
import { parseQuantity } from '../base/quantity.js';
import type { TenantProps } from '../base/tenant.js';
import { type ComputeResources, isReplacedAtOnce, type ServiceProps, surge } from '../base/workload.js';

/** Requests of all replicas, an autoscaled service at its least. Jobs and room for updates are the platform's own. */
export function serviceUsage({ services, lifecycle }: TenantProps): Partial<Usage> {
  if (lifecycle !== 'active') return {};
  const requested = (resource: keyof ComputeResources) =>
    Object.values(services).reduce(
      (sum, service) => sum + fewestReplicas(service) * parseQuantity(service.resources.requests[resource]),
      0n,
    );
  return { cpu: requested('cpu'), memory: requested('memory') };
}

/** As `3 api and 2 web replicas`. */
export function serviceCount({ services }: TenantProps): string {
  const sizes = Object.entries(services).map(([name, service]) => `${replicasText(service)} ${name}`);
  if (sizes.length === 0) return 'no services';
  return `${enumerate(sizes)} replica${sizes.length === 1 && sizes[0]?.startsWith('1 ') ? '' : 's'}`;
}

function fewestReplicas({ replicas, autoscale }: ServiceProps): bigint {
  return BigInt(autoscale?.min ?? replicas ?? 1);
}

function replicasText({ replicas, autoscale }: ServiceProps): string {
  return autoscale === undefined ? String(replicas ?? 1) : `${autoscale.min} to ${autoscale.max}`;
}

/** As `a, b and c`. */
function enumerate(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Every service scaled out, while it is replaced. */
export function serviceDemand({ services, volumes }: Pick<TenantProps, 'services' | 'volumes'>): Demand {
  const all = Object.values(services);
  return {
    pods: all.map((service) => ({
      pods:
        Math.max(service.autoscale?.max ?? 0, service.replicas ?? 0) + (isReplacedAtOnce(service, volumes) ? 0 : surge),
      containers: [service.resources],
    })),
    services: all.length,
  };
}

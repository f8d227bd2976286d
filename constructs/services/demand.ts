// What the tenant's services may need at their largest.
import type { Demand } from '../base/concern.js';
import type { TenantProps } from '../base/tenant.js';
import { isReplacedAtOnce, surge } from '../base/workload.js';

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

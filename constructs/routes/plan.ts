// How requests reach one tenant's services, and the pages of its product.
import type { Demand, PlanInput } from '../base/concern.js';
import type { TenantProps } from '../base/tenant.js';
import { fieldsOf, type Traced } from '../base/traced.js';
import type { ResourceNeeds } from '../base/workload.js';
import type { LinkProps, RouteProps } from './schema.js';

/** Links to the tenant's first host, where every path of the product is. */
export function planLinks({ blueprint, resolve }: PlanInput): Traced<LinkProps>[] {
  const url = resolve('tenant.url').value;
  return fieldsOf(blueprint.at('links')).map(([name, link]) => ({
    name: link.map(() => name),
    title: link.at('title'),
    url: link.at('path').map((path) => `${url}${path}`),
  }));
}

export function planRoutes({ blueprint }: PlanInput): Traced<RouteProps>[] {
  return fieldsOf<string>(blueprint.at('routes')).map(([path, service]) => ({
    path: service.map(() => path),
    service,
    port: service.map((name) => blueprint.value.services[name]?.port ?? 0),
  }));
}

/** The pod that answers an HTTP-01 challenge: the defaults of the cert-manager controller's `--acme-http01-solver-*` flags. */
export const challengeSolver: ResourceNeeds = {
  requests: { cpu: '10m', memory: '64Mi' },
  limits: { cpu: '100m', memory: '64Mi' },
};

/** A challenge solver comes with a Service. */
export function solverDemand({ hosts }: Pick<TenantProps, 'hosts'>): Demand {
  const solvers = hosts.filter((host) => host.custom).length;
  return solvers === 0 ? {} : { pods: [{ pods: solvers, containers: [challengeSolver] }], services: solvers };
}

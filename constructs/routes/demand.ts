// The pods that answer challenges for a tenant's own domains, at their most.
import type { Demand } from '../base/concern.js';
import type { TenantProps } from '../base/tenant.js';
import type { ResourceNeeds } from '../base/workload.js';

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

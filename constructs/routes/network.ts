// Who may reach the tenant from outside: the proxies, and those who solve and look at the challenges of its own domains.
import type { ClusterProps } from '../base/cluster.js';
import type { PodPolicy, ProfilePeers } from '../base/concern.js';
import { type Allowances, from, podsOf } from '../base/network-rules.js';
import type { TenantProps } from '../base/tenant.js';

/** The proxies reach a service on the ports that its routes name. */
export function fromProxies({ routes, cluster: { routing } }: TenantProps, workload: string): Partial<Allowances> {
  const ports = routes.filter(({ service }) => service === workload).map(({ port }) => port);
  return ports.length === 0 ? {} : { ingress: [from([podsOf(routing.proxies)], ports)] };
}

/** The certificate authority comes through the proxies; the controller looks before it asks the authority to. */
export function solverPolicies({ hosts, cluster: { certificates, routing } }: TenantProps): PodPolicy[] {
  if (certificates === undefined || !hosts.some((host) => host.custom)) return [];
  const callers = [podsOf(certificates.controller), podsOf(routing.proxies)];
  return [{ name: 'challenge-solver', pods: solverSelector, ingress: [from(callers, [solverPort])], egress: [] }];
}

/** cert-manager's own label and port of HTTP-01 solver pods. */
const solverSelector = { 'acme.cert-manager.io/http01-solver': 'true' } as const;
const solverPort = 8089;

export function routePeers({ routing, certificates }: ClusterProps): ProfilePeers {
  return { pods: [routing.proxies, ...(certificates === undefined ? [] : [certificates.controller])] };
}

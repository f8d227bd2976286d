// The concern routes: how requests reach a tenant's services, and certificates for its own domains.
import type { ClusterProps } from '../base/cluster.js';
import type { Concern, PodPolicy, ProfilePeers } from '../base/concern.js';
import { type Allowances, from, podsOf } from '../base/network-rules.js';
import { parseQuantity } from '../base/quantity.js';
import type { TenantProps } from '../base/tenant.js';
import { routeAlerts } from './alerts.js';
import { routeKinds } from './kinds.js';
import { planLinks, planRoutes, solverDemand } from './plan.js';
import { routeBlueprintRules, routeRules } from './rules.js';
import { routesSchema } from './schema.js';

export const routes: Concern = {
  name: 'routes',
  kinds: routeKinds,
  schema: routesSchema,
  blueprintRules: [routeBlueprintRules],
  // The route itself, and Secrets of certificates.
  takenNames: () => ({
    workload: (name) => name === 'tenant',
    sections: { secrets: (name) => name.startsWith('tls-') },
  }),
  plan: (input) => ({ routes: planRoutes(input), links: planLinks(input) }),
  rules: routeRules,
  demand: solverDemand,
  alerts: routeAlerts,
  network: { policies: solverPolicies, exchanges: fromProxies, peers: routePeers },
  claims: ({ hosts }) => hosts.map(({ name }) => `host:${name}`),
  usage: ({ hosts, lifecycle }) => ({ sites: lifecycle === 'active' ? parseQuantity(String(hosts.length)) : 0n }),
};

/** The proxies reach a service on the ports that its routes name. */
function fromProxies({ routes, cluster: { routing } }: TenantProps, workload: string): Partial<Allowances> {
  const ports = routes.filter(({ service }) => service === workload).map(({ port }) => port);
  return ports.length === 0 ? {} : { ingress: [from([podsOf(routing.proxies)], ports)] };
}

/** The certificate authority comes through the proxies; the controller looks before it asks the authority to. */
function solverPolicies({ hosts, cluster: { certificates, routing } }: TenantProps): PodPolicy[] {
  if (certificates === undefined || !hosts.some((host) => host.custom)) return [];
  const callers = [podsOf(certificates.controller), podsOf(routing.proxies)];
  return [{ name: 'challenge-solver', pods: solverSelector, ingress: [from(callers, [solverPort])], egress: [] }];
}

/** cert-manager's own label and port of HTTP-01 solver pods. */
const solverSelector = { 'acme.cert-manager.io/http01-solver': 'true' } as const;
const solverPort = 8089;

function routePeers({ routing, certificates }: ClusterProps): ProfilePeers {
  return { pods: [routing.proxies, ...(certificates === undefined ? [] : [certificates.controller])] };
}

// The concern routes: how requests reach a tenant's services, and certificates for its own domains.
import type { Concern } from '../base/concern.js';
import { parseQuantity } from '../base/quantity.js';
import { routeAlerts } from './alerts.js';
import { routeBlueprintRules } from './blueprint-rules.js';
import { Routes } from './chart.js';
import { solverDemand } from './demand.js';
import { routeKinds } from './kinds.js';
import { fromProxies, routePeers, solverPolicies } from './network.js';
import { planLinks, planRoutes } from './plan.js';
import { routeRules } from './rules.js';
import { routesSchema } from './schema.js';

export const routes: Concern = {
  name: 'routes',
  chart: (scope, tenant) => new Routes(scope, tenant),
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

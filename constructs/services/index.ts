// The concern services: programs that run all the time.
import type { Concern } from '../base/concern.js';
import { unknownWorkloads } from '../base/tenant-rule.js';
import { autoscaleLimits, portRules, serviceImageRules, serviceSizeRules, waitRules } from './blueprint-rules.js';
import { serviceKinds } from './kinds.js';
import { serviceAlerts, serviceMonitors, servicePanels, serviceProductPanels } from './monitoring.js';
import { collector, servicePolicies, tracingVariables } from './network.js';
import { planServices, serviceReferences, serviceValue } from './plan.js';
import { podRules } from './pod-rules.js';
import { scalingRules } from './rules.js';
import { servicesAccount, servicesSchema } from './schema.js';
import { serviceCount, serviceDemand, serviceUsage } from './usage.js';

export const services: Concern = {
  name: 'services',
  kinds: serviceKinds,
  schema: servicesSchema,
  overridable: [
    'services.*.replicas',
    'services.*.autoscale.min',
    'services.*.autoscale.max',
    'services.*.resources.cpu',
    'services.*.resources.memory',
  ],
  blueprintRules: [serviceImageRules, waitRules, portRules, serviceSizeRules],
  references: { known: serviceReferences, resolve: serviceValue },
  variables: ({ services }, workload) =>
    services[workload]?.tracing === true
      ? tracingVariables.map((variable) => ({
          variable,
          from: 'tracing',
          path: ['services', workload, 'tracing'],
        }))
      : [],
  tenantRules: [
    (tenant, blueprint) =>
      unknownWorkloads(
        tenant,
        blueprint,
        tenant.data.spec.overrides?.services,
        ['overrides', 'services'],
        Object.keys(blueprint.data.spec.services),
      ),
  ],
  limits: autoscaleLimits,
  workloads: ({ services }) => Object.keys(services),
  plan: (input) => ({ services: planServices(input) }),
  rules: [...podRules, ...scalingRules],
  demand: serviceDemand,
  monitors: serviceMonitors,
  alerts: serviceAlerts,
  panels: servicePanels,
  productPanels: serviceProductPanels,
  takenNames: () => ({ workload: (name) => name === servicesAccount }),
  accounts: [{ wanted: () => [{ name: servicesAccount }] }],
  network: {
    workloads: servicePolicies,
    places: collector,
    peers: ({ tracing }) => ({ services: tracing && [tracing.network] }),
  },
  usage: serviceUsage,
  describe: serviceCount,
};

// The concern network: the walls of a tenant's namespace, and every allowance by name.
import { workloadsOf } from '../base/blueprint-rule.js';
import type { Concern } from '../base/concern.js';
import { networkKinds } from './kinds.js';
import { networkRules } from './rules.js';
import { networkSchema } from './schema.js';

export const network: Concern = {
  name: 'network',
  kinds: networkKinds,
  schema: networkSchema,
  // What a workload may be allowed to reach.
  takenNames: () => ({ workload: (name) => name === 'internet' }),
  lacks: (blueprint, _, { sharedServices }) =>
    workloadsOf(blueprint).flatMap(({ path, container }) =>
      [...container.allow.entries()]
        .filter(([, name]) => name !== 'internet' && !Object.hasOwn(sharedServices, name))
        .map(([index, name]) => ({
          code: 'load/unknown-shared-service',
          field: 'sharedServices',
          what: `the shared service ${name}`,
          asked: [...path, 'allow', index],
        })),
    ),
  rules: networkRules,
  network: {
    peers: ({ dns, apiServer, sharedServices }) => ({
      pods: [dns],
      services: Object.values(sharedServices),
      ranges: apiServer.map(({ cidr }) => cidr),
    }),
  },
};

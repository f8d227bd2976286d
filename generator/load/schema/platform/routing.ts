// `clusters.<cluster>.routing`: how requests reach tenants.
import { z } from 'zod';
import { label } from '../scalars.js';
import { maintenance } from './maintenance.js';
import { peer } from './peers.js';

export const routing = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('gateway').describe('Gateway API'),
      gateway: z
        .strictObject({
          name: label(63).meta({ description: 'Its name', examples: ['public'] }),
          namespace: label(63).meta({ description: 'Its namespace', examples: ['gateway-system'] }),
          section: label(63)
            .exactOptional()
            .meta({ description: 'The HTTPS listener', examples: ['https'] }),
        })
        .describe('The shared Gateway; its listener holds the wildcard certificate of the base domain'),
      proxies: peer.describe('The pods that forward requests'),
      maintenance: maintenance.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('ingress').describe('Ingress'),
      className: label(63).meta({
        description: 'The IngressClass; its controller serves the wildcard certificate by default',
        examples: ['public'],
      }),
      proxies: peer.describe('The pods that forward requests'),
    }),
  ])
  .describe('How requests reach tenants');

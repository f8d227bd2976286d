// `clusters.<cluster>.routing`: how requests reach tenants.
import { z } from 'zod';
import { label } from '../scalars.js';
import { maintenance } from './maintenance.js';
import { peer } from './peers.js';

const tls = z
  .boolean()
  .default(true)
  .meta({ description: 'Whether tenants are served by https; false on a laptop', examples: [false] });

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
            .meta({ description: 'The listener of HTTPS, or of HTTP where tls is false', examples: ['https'] }),
        })
        .describe('The shared Gateway; its listener holds the wildcard certificate of the base domain'),
      proxies: peer.describe('The pods that forward requests'),
      tls,
      maintenance: maintenance.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('ingress').describe('Ingress'),
      className: label(63).meta({
        description: 'The IngressClass; its controller serves the wildcard certificate by default',
        examples: ['public'],
      }),
      proxies: peer.describe('The pods that forward requests'),
      tls,
    }),
  ])
  .describe('How requests reach tenants');

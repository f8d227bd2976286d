// `clusters.<cluster>.routing.maintenance`: what answers for tenants that are suspended.
import { z } from 'zod';
import { label, port, webUrl } from '../scalars.js';

export const maintenance = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('redirect').describe('A page elsewhere, to which requests are sent on'),
      url: webUrl.meta({ description: 'Its address', examples: ['https://status.platform.example/suspended'] }),
    }),
    z.strictObject({
      kind: z
        .literal('service')
        .describe('A Service of the platform; its namespace must grant each tenant’s the reference'),
      name: label(63).meta({ description: 'Its name', examples: ['maintenance'] }),
      namespace: label(63).meta({ description: 'Its namespace', examples: ['maintenance'] }),
      port,
    }),
  ])
  .meta({
    description: 'What answers for tenants that are suspended; nothing where absent',
    examples: [{ kind: 'redirect', url: 'https://status.platform.example/suspended' }],
  });

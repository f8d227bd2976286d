// `messaging` of a tier: how much of the broker a tenant may take.
import { z } from 'zod';

export const messagingSize = z
  .strictObject({
    connections: z
      .int()
      .min(1)
      .max(10_000)
      .meta({ description: 'Connections at most', examples: [100] }),
  })
  .describe('Size of the virtual host');

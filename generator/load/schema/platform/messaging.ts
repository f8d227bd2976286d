// `clusters.<cluster>.messaging`: the RabbitMQ in which tenants get virtual hosts.
import { z } from 'zod';
import { label } from '../scalars.js';

export const messaging = z
  .strictObject({
    cluster: z
      .strictObject({
        name: label(63).meta({ description: 'Its name', examples: ['rabbitmq'] }),
        namespace: label(63).meta({ description: 'Its namespace', examples: ['messaging'] }),
      })
      .describe('The RabbitmqCluster; it must let the topology operator read tenants’ namespaces'),
    tls: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether clients speak TLS to it', examples: [true] }),
  })
  .describe('The message broker; without it no product with messaging can run here');

// `messaging` of a blueprint: the virtual host that each tenant gets on its cluster's broker, and what is in it.

import { z } from 'zod';
import { distinct, envName, label } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';

/** Keys of the Secret that holds the credentials of the tenant's user. */
const messagingKeys = ['username', 'password', 'host', 'port', 'vhost', 'uri'] as const;

/** RabbitMQ bounds routing keys to 255 bytes; `*` and `#` stand for words of a topic. */
const routingKey = z
  .string()
  .regex(/^[A-Za-z0-9_.*#-]{1,255}$/, { error: 'must be letters, digits, dots, dashes, underscores, * and #' });

const exchange = z.strictObject({
  type: z.enum(['topic', 'direct', 'fanout']).default('topic').describe('How it picks the queues of a message'),
});

const queue = z.strictObject({
  type: z.enum(['quorum', 'classic', 'stream']).default('quorum').describe('How it keeps messages'),
  bindings: z
    .record(label(), distinct(routingKey).min(1))
    .default({})
    .meta({
      description: 'Routing keys whose messages it gets, by exchange',
      examples: [{ events: ['order.*', 'payment.settled'] }],
    }),
});

const messaging = z
  .strictObject({
    usedBy: distinct(label())
      .min(1)
      .meta({ description: 'Services and jobs that connect to it', examples: [['orders', 'newsletters']] }),
    env: z
      .record(envName, z.enum(messagingKeys))
      .default({})
      .meta({ description: 'Variables they get, by key of its credentials', examples: [{ RABBITMQ_URI: 'uri' }] }),
    exchanges: z
      .record(label(), exchange)
      .default({})
      .meta({ description: 'Where messages are sent to, by name', examples: [{ events: { type: 'topic' } }] }),
    queues: z
      .record(label(), queue)
      .default({})
      .meta({
        description: 'Where messages wait, by name',
        examples: [{ orders: { bindings: { events: ['cart.*'] } } }],
      }),
  })
  .meta({ description: 'A virtual host of the tenant’s own on its cluster’s RabbitMQ' });

const messagingSize = z
  .strictObject({
    connections: z
      .int()
      .min(1)
      .max(10_000)
      .meta({ description: 'Connections at most', examples: [100] }),
  })
  .describe('Size of the virtual host');

const broker = z
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

export const messagingSchema = {
  blueprint: { messaging: messaging.exactOptional() },
  tier: { messaging: messagingSize.exactOptional() },
  cluster: { messaging: broker.exactOptional() },
} as const;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof messagingSchema.blueprint> {}
  interface TierSource extends FieldsOf<typeof messagingSchema.tier> {}
  interface ClusterSource extends FieldsOf<typeof messagingSchema.cluster> {}
}

/** A RabbitmqCluster of RabbitMQ's cluster operator; each tenant has a virtual host of its own there. */
export interface BrokerProps {
  readonly cluster: { readonly name: string; readonly namespace: string };
  readonly tls: boolean;
}

/** A virtual host of the tenant's own, with a user of the same name. */
export interface MessagingProps {
  readonly vhost: string;
  /** Names of the services and jobs that connect to it. */
  readonly usedBy: readonly string[];
  /** Connections at most; as many as the broker takes where absent. */
  readonly connections?: number;
  readonly exchanges: Readonly<Record<string, ExchangeProps>>;
  readonly queues: Readonly<Record<string, QueueProps>>;
}

export interface ExchangeProps {
  /** On the broker, as `tenant-acme.events`. */
  readonly name: string;
  readonly type: 'topic' | 'direct' | 'fanout';
}

export interface QueueProps {
  /** On the broker, as `tenant-acme.orders`. */
  readonly name: string;
  readonly type: 'quorum' | 'classic' | 'stream';
  /** Routing keys by exchange of the blueprint. */
  readonly bindings: Readonly<Record<string, readonly string[]>>;
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly messaging?: MessagingProps;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly messaging?: BrokerProps;
  }
}

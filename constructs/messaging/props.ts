// What a tenant has on its cluster’s broker, and the broker itself, as the constructs are told.

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

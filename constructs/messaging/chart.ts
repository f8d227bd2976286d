// The tenant's virtual host on its cluster's RabbitMQ, by the topology operator: the user, what it may do, exchanges, queues and
// bindings. Its props come from the plan; the user's Secret is made by the concern secrets (constructs/secrets).

import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { shortDigest } from '../base/digest.js';
import { type Identity, objectMeta } from '../base/metadata.js';
import { sortedEntries } from '../base/order.js';
import { customResource } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import { messagingName } from './broker.js';
import type { MessagingProps, QueueProps } from './schema.js';

export type TenantMessagingProps = Identity &
  Pick<TenantProps, 'messaging'> & { readonly cluster: Pick<TenantProps['cluster'], 'messaging'> };

/**
 * One Vhost and one User with its Permission, both called `messaging`; an Exchange, Queue and Binding for each of the plan. What holds
 * messages is retained on the broker when its object goes (`deletionPolicy`, topology operator 1.20). Nothing where the product has no
 * messaging or the cluster no broker.
 */
export class Messaging extends Chart {
  constructor(scope: Construct, props: TenantMessagingProps) {
    super(scope, 'messaging');
    const { messaging, cluster } = props;
    if (messaging === undefined || cluster.messaging === undefined) return;
    const { name, namespace } = cluster.messaging.cluster;
    const broker: OnBroker = { rabbitmqClusterReference: { name, namespace } };
    this.#addHost(props, messaging, broker);
    for (const [exchange, { name: onBroker, type }] of sortedEntries(messaging.exchanges))
      new Exchange(this, `exchange-${exchange}`, {
        metadata: objectMeta(props, exchange, { wave: waves.topology }),
        spec: { ...broker, vhost: messaging.vhost, name: onBroker, type, durable: true },
      });
    for (const [queue, each] of sortedEntries(messaging.queues)) this.#addQueue(props, messaging, broker, queue, each);
  }

  #addHost(props: TenantMessagingProps, { vhost, connections }: MessagingProps, broker: OnBroker): void {
    new Vhost(this, 'vhost', {
      metadata: objectMeta(props, messagingName, { wave: waves.messaging }),
      spec: {
        ...broker,
        name: vhost,
        defaultQueueType: 'quorum',
        deletionPolicy: 'retain',
        limits: connections === undefined ? undefined : { connections },
      },
    });
    new User(this, 'user', {
      metadata: objectMeta(props, messagingName, { wave: waves.messaging }),
      spec: { ...broker, importCredentialsSecret: { name: messagingName } },
    });
    new Permission(this, 'permission', {
      metadata: objectMeta(props, messagingName, { wave: waves.topology }),
      spec: { ...broker, vhost, userReference: { name: messagingName }, permissions: permissionsIn(vhost) },
    });
  }

  #addQueue(
    props: TenantMessagingProps,
    { vhost, exchanges }: MessagingProps,
    broker: OnBroker,
    queue: string,
    { name, type, bindings }: QueueProps,
  ): void {
    new Queue(this, `queue-${queue}`, {
      metadata: objectMeta(props, queue, { wave: waves.topology }),
      spec: { ...broker, vhost, name, type, durable: true, deletionPolicy: 'retain' },
    });
    for (const { exchange, key } of bound(bindings)) {
      const source = exchanges[exchange]?.name ?? exchange;
      const binding = `${queue}-${shortDigest([exchange, key])}`;
      new Binding(this, `binding-${binding}`, {
        metadata: objectMeta(props, binding, { wave: waves.bindings }),
        spec: { ...broker, vhost, source, destination: name, destinationType: 'queue', routingKey: key },
      });
    }
  }
}

/** The host is the tenant's own: it reads and writes all of it, and declares what bears its own name. */
function permissionsIn(vhost: string) {
  return { configure: `^${vhost}[.]`, write: '.*', read: '.*' };
}

/** A binding can not be changed: its object's name holds a digest of what it binds. */
function bound(bindings: QueueProps['bindings']): { readonly exchange: string; readonly key: string }[] {
  return sortedEntries(bindings).flatMap(([exchange, keys]) => [...keys].sort().map((key) => ({ exchange, key })));
}

export interface OnBroker {
  readonly rabbitmqClusterReference: { readonly name: string; readonly namespace: string };
}

export interface VhostSpec extends OnBroker {
  readonly name: string;
  readonly defaultQueueType: 'quorum';
  readonly deletionPolicy: 'retain';
  readonly limits?: { readonly connections: number };
}

/** Without tags: those are rights on the whole broker. */
export interface UserSpec extends OnBroker {
  readonly importCredentialsSecret: { readonly name: string };
}

export interface PermissionSpec extends OnBroker {
  readonly vhost: string;
  readonly userReference: { readonly name: string };
  /** Regular expressions over names. */
  readonly permissions: { readonly configure: string; readonly write: string; readonly read: string };
}

export interface ExchangeSpec extends OnBroker {
  readonly vhost: string;
  readonly name: string;
  readonly type: 'topic' | 'direct' | 'fanout';
  readonly durable: true;
}

export interface QueueSpec extends OnBroker {
  readonly vhost: string;
  readonly name: string;
  readonly type: 'quorum' | 'classic' | 'stream';
  readonly durable: true;
  readonly deletionPolicy: 'retain';
}

export interface BindingSpec extends OnBroker {
  readonly vhost: string;
  readonly source: string;
  readonly destination: string;
  readonly destinationType: 'queue';
  readonly routingKey: string;
}

const apiVersion = 'rabbitmq.com/v1beta1';

const Vhost = customResource<VhostSpec>(apiVersion, 'Vhost');
const User = customResource<UserSpec>(apiVersion, 'User');
const Permission = customResource<PermissionSpec>(apiVersion, 'Permission');
const Exchange = customResource<ExchangeSpec>(apiVersion, 'Exchange');
const Queue = customResource<QueueSpec>(apiVersion, 'Queue');
const Binding = customResource<BindingSpec>(apiVersion, 'Binding');

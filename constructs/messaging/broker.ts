// A cluster's message broker: its Service and pods, as RabbitMQ's cluster operator names and labels them, and the credentials of a
// tenant's user of it.

import type { Peer } from '../base/cluster.js';
import type { GeneratedRequest } from '../base/concern.js';
import type { TenantProps } from '../base/tenant.js';
import type { BrokerProps } from './schema.js';

type Location = Pick<BrokerProps, 'cluster'>;

export function brokerHost({ cluster: { name, namespace } }: Location): string {
  return `${name}.${namespace}.svc`;
}

/** AMQP's own ports. */
export function brokerPort({ tls }: Pick<BrokerProps, 'tls'>): number {
  return tls ? 5671 : 5672;
}

export function brokerPods({ cluster: { name, namespace } }: Location): Peer {
  return { namespace, podLabels: { 'app.kubernetes.io/component': 'rabbitmq', 'app.kubernetes.io/name': name } };
}

/** The Vhost, the User and the Permission, and the Secret with the user's credentials. */
export const messagingName = 'messaging';

/** The user's password stands in an address, where its few symbols mean nothing. */
export function brokerSecrets({ messaging, cluster: { messaging: broker } }: TenantProps): GeneratedRequest[] {
  if (messaging === undefined || broker === undefined) return [];
  const { vhost } = messaging;
  const { host, port } = { host: brokerHost(broker), port: String(brokerPort(broker)) };
  const scheme = broker.tls ? 'amqps' : 'amqp';
  const data = {
    host,
    password: '{{ .password }}',
    port,
    uri: `${scheme}://${vhost}:{{ .password | urlquery }}@${host}:${port}/${vhost}`,
    username: vhost,
    vhost,
  };
  // The operator reads no Secret without it (messaging-topology-operator 1.20).
  const metadata = { labels: { 'rabbitmq.com/topology-operator': 'true' } };
  const template = { engineVersion: 'v2', mergePolicy: 'Replace', type: 'Opaque', metadata, data } as const;
  return [{ name: messagingName, kind: 'generated', key: 'password', length: 32, template }];
}

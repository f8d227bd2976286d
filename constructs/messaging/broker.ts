// Where a cluster's message broker is: its Service and pods, as RabbitMQ's cluster operator names and labels them.
// From the cluster's profile; secrets, network, references and checks agree on it.

import type { Peer } from '../base/cluster.js';
import { names } from '../base/metadata.js';
import { generatedSpec } from '../secrets/external-secret.js';
import type { ExternalSecretSpec } from '../secrets/resources.js';
import type { BrokerProps, MessagingProps } from './props.js';

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

/** Of the password: it stands in an address, where its few symbols mean nothing. */
export const messagingPassword = { kind: 'generated', key: 'password', length: 32 } as const;

export function messagingSecretSpec({ vhost }: MessagingProps, broker: BrokerProps): ExternalSecretSpec {
  const { host, port } = { host: brokerHost(broker), port: String(brokerPort(broker)) };
  const scheme = broker.tls ? 'amqps' : 'amqp';
  return generatedSpec(names.messaging, messagingPassword, {
    engineVersion: 'v2',
    mergePolicy: 'Replace',
    type: 'Opaque',
    // The operator reads no Secret without it (messaging-topology-operator 1.20).
    metadata: { labels: { 'rabbitmq.com/topology-operator': 'true' } },
    data: {
      host,
      password: '{{ .password }}',
      port,
      uri: `${scheme}://${vhost}:{{ .password | urlquery }}@${host}:${port}/${vhost}`,
      username: vhost,
      vhost,
    },
  });
}

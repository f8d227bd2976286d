// The credentials of the tenant's user on the broker: a password made once in the cluster, and how to connect.
// Part of the concern secrets; the topology operator gives the user that password, services and jobs read it.
import { brokerHost, brokerPort } from './broker.js';
import type { BrokerProps } from './cluster.js';
import { generatedSpec } from './external-secret.js';
import type { MessagingProps } from './messaging-props.js';
import { names } from './names.js';
import type { ExternalSecretSpec } from './resources/external-secrets.js';

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

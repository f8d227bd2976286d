// Where a cluster's message broker is: its Service and pods, as RabbitMQ's cluster operator names and labels them.
// From the cluster's profile; secrets, network, references and checks agree on it.
import type { BrokerProps, Peer } from './cluster.js';

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

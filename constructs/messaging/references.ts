// Values of messaging that a blueprint's environment may refer to: `${messaging.host}`, `${messaging.queues.orders}`.
import type { ReferenceInput } from '../base/concern.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { Sourced } from '../base/traced.js';
import { brokerHost, brokerPort } from './broker.js';
import { nameOnBroker } from './plan.js';

export function messagingReferences({ messaging }: BlueprintSpec): string[] {
  if (messaging === undefined) return [];
  return [
    ...['host', 'port', 'vhost'].map((field) => `messaging.${field}`),
    ...Object.keys(messaging.exchanges).map((name) => `messaging.exchanges.${name}`),
    ...Object.keys(messaging.queues).map((name) => `messaging.queues.${name}`),
  ];
}

/** Names on the broker are the tenant's, its address is the cluster's. */
export function messagingValue(
  { namespace, cluster }: ReferenceInput,
  [section, field, name = '']: readonly string[],
): Sourced<string> | undefined {
  if (section !== 'messaging') return undefined;
  if (field === 'exchanges' || field === 'queues') return namespace.map((own) => nameOnBroker(own, name));
  if (field === 'vhost') return namespace;
  const broker = cluster.messaging;
  if (broker === undefined) return undefined;
  const { name: own, namespace: at } = broker.cluster;
  if (field === 'host') return own.map((host) => brokerHost({ cluster: { name: host, namespace: at.value } }));
  return field === 'port' ? broker.tls.map((tls) => String(brokerPort({ tls }))) : undefined;
}

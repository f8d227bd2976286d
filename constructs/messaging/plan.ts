// The tenant's part of its cluster's message broker: what the blueprint asks for, under names of the tenant's own.
import type { PlanInput, ReferenceInput } from '../base/concern.js';
import { secretVariable } from '../base/plan-container.js';
import type { BlueprintSpec } from '../base/sources.js';
import { fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { SecretEnv } from '../base/workload.js';
import { brokerHost, brokerPort, messagingName } from './broker.js';
import type { ExchangeProps, MessagingProps, QueueProps } from './schema.js';

type MessagingSource = NonNullable<BlueprintSpec['messaging']>;

/** The virtual host of one tenant; undefined for a product without messaging. */
export function planMessaging({ blueprint, tier, namespace, running }: PlanInput): Traced<MessagingProps> | undefined {
  const source = blueprint.tryAt('messaging');
  if (source === undefined) return undefined;
  return {
    vhost: namespace,
    usedBy: source.at('usedBy').map((users) => users.filter((user) => running.includes(user))),
    connections: tier.tryAt('messaging')?.at('connections'),
    exchanges: Object.fromEntries(
      fieldsOf(source.at('exchanges')).map(([name, exchange]) => [name, planExchange(name, exchange, namespace)]),
    ),
    queues: Object.fromEntries(
      fieldsOf(source.at('queues')).map(([name, queue]) => [name, planQueue(name, queue, namespace)]),
    ),
  };
}

/** Variables that a workload takes from the Secret of the tenant's user. */
export function messagingSecretVariables({ blueprint }: PlanInput, workload: string): Traced<SecretEnv>[] {
  const messaging = blueprint.tryAt('messaging');
  if (messaging === undefined || !messaging.value.usedBy.includes(workload)) return [];
  return fieldsOf<string>(messaging.at('env')).map(([variable, key]) => secretVariable(variable, messagingName, key));
}

/** As the broker knows an exchange or a queue of the tenant. */
function nameOnBroker(namespace: string, name: string): string {
  return `${namespace}.${name}`;
}

function planExchange(
  name: string,
  source: Sourced<MessagingSource['exchanges'][string]>,
  namespace: Sourced<string>,
): Traced<ExchangeProps> {
  return { name: source.map(() => nameOnBroker(namespace.value, name)), type: source.at('type') };
}

function planQueue(
  name: string,
  source: Sourced<MessagingSource['queues'][string]>,
  namespace: Sourced<string>,
): Traced<QueueProps> {
  return {
    name: source.map(() => nameOnBroker(namespace.value, name)),
    type: source.at('type'),
    bindings: Object.fromEntries(fieldsOf<readonly string[]>(source.at('bindings'))),
  };
}

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

// The tenant's part of its cluster's message broker: what the blueprint asks for, under names of the tenant's own.

import type { BlueprintSpec, TierSource } from '../base/sources.js';
import { fieldsOf, type Sourced, type Traced } from '../base/traced.js';
import type { ExchangeProps, MessagingProps, QueueProps } from './props.js';

type MessagingSource = NonNullable<BlueprintSpec['messaging']>;

export interface MessagingInput {
  readonly source: Sourced<MessagingSource> | undefined;
  readonly size: Sourced<NonNullable<TierSource['messaging']>> | undefined;
  /** Everything on the broker is named after it. */
  readonly namespace: Sourced<string>;
  /** Names of the services and jobs that this tenant runs. */
  readonly running: readonly string[];
}

/** The virtual host of one tenant; undefined for a product without messaging. */
export function planMessaging({
  source,
  size,
  namespace,
  running,
}: MessagingInput): Traced<MessagingProps> | undefined {
  if (source === undefined) return undefined;
  return {
    vhost: namespace,
    usedBy: source.at('usedBy').map((users) => users.filter((user) => running.includes(user))),
    connections: size?.at('connections'),
    exchanges: Object.fromEntries(
      fieldsOf(source.at('exchanges')).map(([name, exchange]) => [name, planExchange(name, exchange, namespace)]),
    ),
    queues: Object.fromEntries(
      fieldsOf(source.at('queues')).map(([name, queue]) => [name, planQueue(name, queue, namespace)]),
    ),
  };
}

/** As the broker knows an exchange or a queue of the tenant. */
export function nameOnBroker(namespace: string, name: string): string {
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

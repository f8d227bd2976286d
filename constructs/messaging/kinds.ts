// The kinds of the concern messaging: RabbitMQ's topology operator. What may not change is from its webhooks (api/v1beta1/*_webhook.go);
// RabbitMQ itself refuses to declare a queue again with other arguments.
import type { KindTable, Retention } from '../base/kind.js';
import { waves } from '../base/waves.js';

const broker = 'spec.rabbitmqClusterReference';

/** The operator deletes by default. */
const retains: Retention = {
  field: ['spec', 'deletionPolicy'],
  values: ['retain'],
  otherwise: 'is deleted on the broker with its object',
};

export const messagingKinds: KindTable = {
  'rabbitmq.com/Vhost': {
    wave: waves.messaging,
    holdsData: true,
    identity: ['spec.name', broker],
    immutable: ['spec.name', broker],
    retains,
  },
  'rabbitmq.com/User': {
    wave: waves.messaging,
    step: 'database',
    // Its Secret has its name on the broker, which the operator reads when it makes the user.
    identity: ['metadata.name', 'spec.importCredentialsSecret', broker],
    immutable: [broker],
  },
  'rabbitmq.com/Permission': {
    wave: waves.topology,
    identity: ['spec.vhost', 'spec.user', 'spec.userReference', broker],
    immutable: ['spec.vhost', 'spec.user', 'spec.userReference', broker],
  },
  'rabbitmq.com/Exchange': {
    wave: waves.topology,
    identity: ['spec.vhost', 'spec.name', broker],
    immutable: ['spec.vhost', 'spec.name', 'spec.type', 'spec.durable', 'spec.autoDelete', broker],
  },
  'rabbitmq.com/Queue': {
    wave: waves.topology,
    holdsData: true,
    identity: ['spec.vhost', 'spec.name', broker],
    immutable: [
      ...['spec.vhost', 'spec.name', 'spec.type', 'spec.durable', 'spec.autoDelete', 'spec.arguments'],
      broker,
    ],
    retains,
  },
  'rabbitmq.com/Binding': { wave: waves.bindings, identity: ['spec'], immutable: ['spec'] },
};

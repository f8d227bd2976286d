// RabbitMQ's topology operator: the kinds that a tenant has. Fields that the API server or the operator defaults are required
// here, and what the operator leaves out when it writes an object back has no field (a `false`, as of `autoDelete`): what is in git is
// then what the cluster shows.
import { customResource } from '../base/resources.js';

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

export const Vhost = customResource<VhostSpec>(apiVersion, 'Vhost');
export const User = customResource<UserSpec>(apiVersion, 'User');
export const Permission = customResource<PermissionSpec>(apiVersion, 'Permission');
export const Exchange = customResource<ExchangeSpec>(apiVersion, 'Exchange');
export const Queue = customResource<QueueSpec>(apiVersion, 'Queue');
export const Binding = customResource<BindingSpec>(apiVersion, 'Binding');

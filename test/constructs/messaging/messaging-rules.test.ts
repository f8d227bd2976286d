import { describe, it } from 'vitest';
import { type Break, expectBreak } from '../broken-tenant.js';

const tenant = 'client-abc';
const find = (object: string, set: NonNullable<Break['set']>) =>
  expectBreak({ code: 'check/foreign-vhost', tenant, object, set });

describe('messaging rules', () => {
  it.each([
    ['Vhost messaging', 'spec.name'],
    ['Permission messaging', 'spec.vhost'],
    ['Exchange events', 'spec.vhost'],
    ['Queue orders', 'spec.vhost'],
    ['Binding orders-*', 'spec.vhost'],
  ])('find a %s in another virtual host', (object, path) => {
    for (const host of ['tenant-client-xyz', '/', '', undefined]) find(object, [[path, host]]);
  });

  it.each(['Vhost messaging', 'User messaging', 'Permission messaging', 'Exchange events', 'Queue orders'])(
    'find a %s on another broker',
    (object) => {
      const path = 'spec.rabbitmqClusterReference';
      find(object, [[`${path}.name`, 'other']]);
      find(object, [[`${path}.namespace`, 'tenant-client-abc']]);
      find(object, [[`${path}.connectionSecret`, { name: 'elsewhere' }]]);
      find(object, [[path, undefined]]);
    },
  );

  it('find a user with rights on the broker, or of another name', () => {
    find('User messaging', [['spec.tags', ['administrator']]]);
    find('User messaging', [['spec.importCredentialsSecret.name', 'jwt']]);
    find('User messaging', [['spec.importCredentialsSecret', undefined]]);
    find('ExternalSecret messaging', [['spec.target.template.data.username', 'tenant-client-xyz']]);
    find('ExternalSecret messaging', [['spec.target.template', undefined]]);
  });

  it('find a permission for another user', () => {
    find('Permission messaging', [['spec.user', 'tenant-client-xyz']]);
    find('Permission messaging', [['spec.userReference.name', 'other']]);
  });
});

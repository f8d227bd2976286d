// Messaging: one virtual host of the tenant's own, kept when its objects go, and a user whose password no file holds.
import { App } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { fieldsAt, listAt } from '../../../constructs/base/fields.js';
import type { TenantProps } from '../../../constructs/base/tenant.js';
import { concerns } from '../../../constructs/index.js';
import { Messaging } from '../../../constructs/messaging/chart.js';
import { Network } from '../../../constructs/network/chart.js';
import { Secrets } from '../../../constructs/secrets/chart.js';
import { findObject, waveOf } from '../objects.js';
import { render, tenant } from '../tenant-fixture.js';

const vhost = 'tenant-acme-auto';
const rabbitmqClusterReference = { name: 'rabbitmq', namespace: 'messaging' };

function talking(tls = false): TenantProps {
  const { cluster } = tenant();
  return tenant({
    cluster: { ...cluster, messaging: { cluster: rabbitmqClusterReference, tls } },
    messaging: {
      vhost,
      usedBy: ['api', 'migrate'],
      connections: 40,
      exchanges: { events: { name: `${vhost}.events`, type: 'topic' } },
      queues: { orders: { name: `${vhost}.orders`, type: 'quorum', bindings: { events: ['order.*', 'cart.#'] } } },
    },
  });
}

const objects = render(new Messaging(new App(), talking()));

describe('messaging', () => {
  it('is nothing for a product without it', () => {
    expect(render(new Messaging(new App(), tenant()))).toEqual([]);
  });

  it('has a virtual host that outlives its object', () => {
    expect(findObject(objects, 'Vhost', 'messaging').spec).toEqual({
      rabbitmqClusterReference,
      name: vhost,
      defaultQueueType: 'quorum',
      deletionPolicy: 'retain',
      limits: { connections: 40 },
    });
  });

  it('has a user without rights on the broker, who declares what bears the tenant’s name', () => {
    expect(findObject(objects, 'User', 'messaging').spec).toEqual({
      rabbitmqClusterReference,
      importCredentialsSecret: { name: 'messaging' },
    });
    expect(findObject(objects, 'Permission', 'messaging').spec).toEqual({
      rabbitmqClusterReference,
      vhost,
      userReference: { name: 'messaging' },
      permissions: { configure: `^${vhost}[.]`, write: '.*', read: '.*' },
    });
  });

  it('has exchanges, queues that outlive their objects, and a binding for each key', () => {
    expect(findObject(objects, 'Exchange', 'events').spec).toMatchObject({
      vhost,
      name: `${vhost}.events`,
      type: 'topic',
    });
    expect(findObject(objects, 'Queue', 'orders').spec).toMatchObject({
      vhost,
      name: `${vhost}.orders`,
      type: 'quorum',
      deletionPolicy: 'retain',
    });
    const bindings = objects.filter(({ kind }) => kind === 'Binding').map(({ spec }) => spec);
    const binding = { rabbitmqClusterReference, vhost, source: `${vhost}.events`, destination: `${vhost}.orders` };
    expect(bindings).toEqual([
      { ...binding, destinationType: 'queue', routingKey: 'cart.#' },
      { ...binding, destinationType: 'queue', routingKey: 'order.*' },
    ]);
  });

  it('comes before what is in it', () => {
    const wave = (kind: string) => Math.max(...objects.filter((each) => each.kind === kind).map(waveOf));
    expect(wave('Vhost')).toBeLessThan(wave('Queue'));
    expect(wave('Queue')).toBeLessThan(wave('Binding'));
  });
});

describe('the user’s Secret', () => {
  it.each([
    [false, 'amqp', '5672'],
    [true, 'amqps', '5671'],
  ])('is made once in the cluster, labelled for the operator, with TLS %s', (tls, scheme, port) => {
    const spec = findObject(render(new Secrets(new App(), talking(tls), concerns)), 'ExternalSecret', 'messaging').spec;
    expect(spec).toMatchObject({ refreshPolicy: 'CreatedOnce', target: { immutable: true } });
    const template = fieldsAt(spec, 'target', 'template');
    expect(template['metadata']).toEqual({ labels: { 'rabbitmq.com/topology-operator': 'true' } });
    const host = 'rabbitmq.messaging.svc';
    expect(template['data']).toEqual({
      host,
      port,
      vhost,
      username: vhost,
      password: '{{ .password }}',
      uri: `${scheme}://${vhost}:{{ .password | urlquery }}@${host}:${port}/${vhost}`,
    });
  });

  it('is not there for a product without messaging', () => {
    expect(
      render(new Secrets(new App(), tenant(), concerns)).some(({ metadata }) => metadata.name === 'messaging'),
    ).toBe(false);
  });
});

describe('the way to the broker', () => {
  it('is open for those who use it, and for nobody else', () => {
    const policies = render(new Network(new App(), talking(true), concerns)).filter(({ spec }) =>
      JSON.stringify(listAt(spec, 'egress')).includes('"messaging"'),
    );
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(['broker']);
    expect(policies[0]?.spec).toMatchObject({
      podSelector: {
        matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['api', 'migrate'] }],
      },
      egress: [
        {
          to: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'messaging' } },
              podSelector: {
                matchLabels: { 'app.kubernetes.io/component': 'rabbitmq', 'app.kubernetes.io/name': 'rabbitmq' },
              },
            },
          ],
          ports: [{ port: 5671, protocol: 'TCP' }],
        },
      ],
    });
  });
});

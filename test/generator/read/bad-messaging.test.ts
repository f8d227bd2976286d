// One mistake in the messaging or the buckets of a blueprint, or in the cluster that is to hold them: told once, at its line.
import { describe, expect, it } from 'vitest';
import { codesAndPlaces, planFiles, replaced, sample } from './sources-fixture.js';
import { expectRefused, file, itRefuses, smallFiles } from './spoiled-blueprint.js';

const small = `apiVersion: tenantry.dev/v1
kind: Blueprint
metadata: {name: small}
spec:
  services:
    api:
      image: registry.example/small/api:1.0.0
      env:
        QUEUE: \${messaging.queues.orders}
        BUCKET: \${buckets.photos.name}
        CARS: \${buckets.photos.prefixes.cars}
  messaging:
    usedBy: [api]
    env: {AMQP_URI: uri}
    exchanges: {events: {type: topic}}
    queues:
      orders:
        bindings:
          events: [order.*]
  buckets:
    photos:
      usedBy: [api]
      prefixes: [cars]
      env: {S3_KEY: access-key-id}
  tiers:
    professional:
      messaging: {connections: 20}
      buckets:
        photos: {storage: 5Gi}
      services:
        api: {replicas: 1, resources: {cpu: 100m, memory: 128Mi}}
`;

it('the blueprint that the rows below spoil is sound', () => {
  const { findings, plans } = planFiles(smallFiles(small));
  expect(findings).toEqual([]);
  expect(plans.get('little')?.services['api']?.env).toEqual({
    QUEUE: 'tenant-little.orders',
    BUCKET: 'tenant-little-photos',
    CARS: 'cars/',
  });
});

describe('a blueprint is refused for', () => {
  itRefuses(small, [
    ['messaging for nobody', 'usedBy: [api]\n    env', 'usedBy: [apo]\n    env', 'load/unknown-service 13:14'],
    [
      'a bucket for nobody',
      'usedBy: [api]\n      prefixes',
      'usedBy: [apo]\n      prefixes',
      'load/unknown-service 22:16',
    ],
    [
      'a binding to no exchange',
      '          events: [order.*]',
      '          event: [order.*]',
      'load/unknown-part 19:11',
    ],
    ['a routing key that is none', '[order.*]', '["order *"]', 'load/invalid-value 19:20'],
    ['a routing key twice', '[order.*]', '[order.*, order.*]', 'load/invalid-value 19:19'],
    ['a queue of no type', '      orders:\n', '      orders:\n        type: lifo\n', 'load/invalid-value 18:15'],
    ['a reference to no queue', 'messaging.queues.orders', 'messaging.queues.order', 'load/unknown-reference 9:16'],
    ['a reference to no bucket', 'buckets.photos.name', 'buckets.photo.name', 'load/unknown-reference 10:17'],
    ['a reference to no prefix', 'prefixes.cars', 'prefixes.boats', 'load/unknown-reference 11:15'],
    ['a variable given twice', 'S3_KEY: access-key-id', 'AMQP_URI: access-key-id', 'load/duplicate-env 14:11'],
    ['a bucket without a size', '        photos: {storage: 5Gi}', '        {}', 'load/tier-incomplete 26:5'],
    [
      'a size of no bucket',
      '        photos: {storage',
      '        fotos: {storage: 1Gi}\n        photos: {storage',
      'load/unknown-part 29:9',
    ],
    [
      'a secret with the broker’s name',
      '  tiers:',
      '  secrets: {messaging: {generate: once, env: {}}}\n  tiers:',
      'load/invalid-value 25:13',
    ],
  ]);

  it('a size of messaging that it does not have', () => {
    const from = small.indexOf('  messaging:\n    usedBy');
    const text = small.slice(0, from) + small.slice(small.indexOf('  buckets:\n    photos'));
    expectRefused(replaced(text, '        QUEUE: ${messaging.queues.orders}\n', ''), ['load/unknown-part 18:7']);
  });
});

describe('a cluster', () => {
  const platform = sample('platform.yaml');

  it.each([
    ['a broker', 'messaging', 'buckets:', 12],
    ['an object store', 'buckets', 'certificates:', 20],
  ])('without %s that a blueprint needs is told once, at both lines', (_, section, next, line) => {
    const [from, to] = [`      ${section}:`, `      ${next}`].map((text) => platform.indexOf(text));
    const { findings, plans } = planFiles({
      ...smallFiles(small),
      'platform.yaml': platform.slice(0, from) + platform.slice(to),
    });
    const cluster = platform.split('\n').indexOf('    eu-west:') + 1;
    expect(codesAndPlaces(findings)).toEqual([`load/profile-incomplete platform.yaml:${cluster}:5`]);
    expect(findings[0]?.related).toEqual({ file, line, column: 3 });
    expect(plans.has('little')).toBe(false);
  });
});

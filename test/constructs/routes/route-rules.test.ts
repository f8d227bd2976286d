import { describe, it } from 'vitest';
import { fieldsAt } from '../../../constructs/base/fields.js';
import {
  byGateway,
  byIngress,
  expectBreak,
  expectForbidden,
  expectNeeded,
  findTenant,
  ownMeta,
} from '../broken-tenant.js';

const foreign = 'bolt-garage.garage.example';

describe('route rules', () => {
  it.each([
    ['HTTPRoute tenant', 'spec.hostnames.1', foreign],
    ['HTTPRoute tenant', 'spec.hostnames.1', '*.garage.example'],
    ['HTTPRoute tenant', 'spec.hostnames.1', { any: 'shape' }],
    ['ListenerSet custom-domains', 'spec.listeners.0.hostname', undefined],
    ['ListenerSet custom-domains', 'spec.listeners.0.hostname', foreign],
    ['Certificate tls-shop.acme-auto.example', 'spec.dnsNames.1', foreign],
    ['Certificate tls-shop.acme-auto.example', 'spec.commonName', foreign],
    ['Certificate tls-shop.acme-auto.example', 'spec.literalSubject', `CN=${foreign}`],
    ['Certificate tls-shop.acme-auto.example', 'spec.ipAddresses', ['192.0.2.1']],
  ])('find that %s has %s: %j', (object, path, value) => {
    expectBreak({ code: 'check/foreign-host', object, set: [[path, value]] });
  });

  it.each([
    ['spec.rules.0.host', '*.garage.example'],
    ['spec.rules.3', { host: foreign, http: { paths: [] } }],
    ['spec.rules.3', { http: { paths: [] } }],
    ['spec.rules.3', { host: '', http: { paths: [] } }],
    ['spec.tls.0.hosts.1', foreign],
    ['spec.defaultBackend', { service: { name: 'web', port: { number: 3000 } } }],
  ])('find an Ingress with %s: %j', (path, value) => {
    const own = 'city-motors.garage.example';
    const kept = path === 'spec.rules.0.host' ? [['spec.rules.3', { host: own }] as const] : [];
    expectBreak({
      code: 'check/foreign-host',
      tenant: byIngress,
      object: 'Ingress tenant',
      set: [[path, value], ...kept],
    });
  });

  it('find a route without hosts, which takes whatever comes to its listener', () => {
    const route = findTenant(byGateway).manifests.find(({ object }) => object.kind === 'HTTPRoute')?.object;
    const { hostnames: _, ...spec } = fieldsAt(route, 'spec');
    expectForbidden('check/foreign-host', { apiVersion: '', kind: '', ...route, metadata: ownMeta('second'), spec });
  });

  it('find a host that nothing serves', () => {
    expectNeeded('check/unserved-host', 'HTTPRoute tenant', 'Namespace tenant-acme-auto');
    expectNeeded('check/unserved-host', 'Ingress tenant', 'Namespace tenant-city-motors', byIngress);
  });

  it.each([
    ['a Gateway of another namespace', 'HTTPRoute tenant', 'spec.parentRefs.0.namespace', 'tenant-bolt-garage'],
    ['no Gateway', 'HTTPRoute tenant', 'spec.parentRefs', []],
    ['a second Gateway', 'HTTPRoute tenant', 'spec.parentRefs.1', { name: 'internal', namespace: 'gateway-system' }],
    ['a foreign ListenerSet', 'HTTPRoute custom-domains', 'spec.parentRefs.0.namespace', 'tenant-bolt-garage'],
    ['a backend elsewhere', 'HTTPRoute tenant', 'spec.rules.0.backendRefs.0.namespace', 'tenant-bolt-garage'],
    ['a backend of another kind', 'HTTPRoute tenant', 'spec.rules.0.backendRefs.0.kind', 'ServiceImport'],
    ['a backend that is not there', 'HTTPRoute tenant', 'spec.rules.0.backendRefs.0.name', 'postgres-rw'],
    ['a redirect', 'HTTPRoute tenant', 'spec.rules.0.filters', [{ type: 'RequestRedirect' }]],
    ['a mirror', 'HTTPRoute tenant', 'spec.rules.0.backendRefs.0.filters', [{ type: 'RequestMirror' }]],
    ['open listeners', 'ListenerSet custom-domains', 'spec.listeners.0.allowedRoutes.namespaces.from', 'All'],
    [
      'a certificate elsewhere',
      'ListenerSet custom-domains',
      'spec.listeners.0.tls.certificateRefs.0.namespace',
      'tenant-bolt-garage',
    ],
    ['another Gateway', 'ListenerSet custom-domains', 'spec.parentRef.name', 'internal'],
    ['another issuer', 'Certificate tls-shop.acme-auto.example', 'spec.issuerRef.name', 'internal-ca'],
    ['an authority', 'Certificate tls-shop.acme-auto.example', 'spec.isCA', true],
  ])('find a route with %s', (_, object, path, value) => {
    expectBreak({ code: 'check/foreign-route', object, set: [[path, value]] });
  });

  it.each([
    ['another class', 'spec.ingressClassName', 'internal'],
    ['no class', 'spec.ingressClassName', undefined],
    ['a backend that is not there', 'spec.rules.0.http.paths.0.backend.service.name', 'postgres-rw'],
    ['a resource as its backend', 'spec.rules.0.http.paths.0.backend', { resource: { kind: 'Bucket', name: 'x' } }],
    ['an annotation', ['metadata', 'annotations', 'nginx.ingress.kubernetes.io/server-alias'], foreign],
  ])('find an Ingress with %s', (_, path, value) => {
    expectBreak({ code: 'check/foreign-route', tenant: byIngress, object: 'Ingress tenant', set: [[path, value]] });
  });

  it.each([
    ['spec.type', 'LoadBalancer'],
    ['spec.type', 'NodePort'],
    ['spec.externalIPs', ['192.0.2.1']],
    ['spec.externalName', 'db.bolt-garage.example'],
    ['spec.loadBalancerIP', '192.0.2.1'],
  ])('find a Service with %s: %s', (path, value) => {
    expectBreak({ code: 'check/exposed-service', object: 'Service web', set: [[path, value]] });
  });

  it('find a Service that stands for a name outside', () => {
    const set = [
      ['spec.type', 'ExternalName'],
      ['spec.externalName', 'internal.example'],
    ] as const;
    expectBreak({ code: 'check/exposed-service', object: 'Service web', set });
  });
});

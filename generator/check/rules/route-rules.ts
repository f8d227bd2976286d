// Routes: the tenant's hosts, all of them and no others, by its cluster's gateway or class, to its own Services and in no other way.
import type { Manifest } from '../../synth/manifest.js';
import { fieldsAt, listAt, textAt, textsAt, valueAt } from '../fields.js';
import { type Breach, missing, type Rule } from '../rule.js';
import { foreignParts } from './route-parts.js';

export const routeRules: readonly Rule[] = [
  {
    code: 'check/foreign-host',
    sentence: 'routes, listeners and certificates name only hosts of the tenant',
    breaches: ({ plan, manifests }) => {
      const own = new Set(plan.hosts.map((host) => host.name));
      return manifests.flatMap((manifest) =>
        [...new Set(hostsIn(manifest))]
          .filter((host) => !own.has(host))
          .map((host) => ({ manifest, what: `serves ${host}, which is not a host of the tenant` })),
      );
    },
  },
  {
    code: 'check/unserved-host',
    sentence: 'every host of an active tenant is served',
    breaches: (view) => {
      const { hosts, routes, lifecycle } = view.plan;
      if (lifecycle !== 'active' || routes.length === 0) return [];
      const served = new Set([...view.ofKind('HTTPRoute'), ...view.ofKind('Ingress')].flatMap(hostsIn));
      return hosts
        .filter(({ name }) => !served.has(name))
        .flatMap(({ name }) => missing(view, `leaves ${name} unserved`));
    },
  },
  {
    code: 'check/foreign-route',
    sentence:
      'routes use the gateway, class and issuer of the cluster’s profile, and lead to the tenant’s own Services',
    breaches: (view) =>
      view.manifests.flatMap((manifest) => foreignParts(manifest, view).map((what) => ({ manifest, what }))),
  },
  {
    code: 'check/exposed-service',
    sentence: 'Services are reached inside the cluster only; requests come in by routes',
    breaches: ({ ofKind }) => ofKind('Service').flatMap(exposures),
  },
];

/** Every host that an object would have traffic or a certificate for; `*` for one that takes all. */
function hostsIn({ object }: Manifest): string[] {
  return hostReaders[object.kind]?.(fieldsAt(object, 'spec')) ?? [];
}

const hostReaders: Readonly<Record<string, (spec: unknown) => string[]>> = {
  HTTPRoute: (spec) => orAll(textsAt(spec, 'hostnames')),
  ListenerSet: (spec) => listAt(spec, 'listeners').map((listener) => textAt(listener, 'hostname') ?? '*'),
  Ingress: (spec) => [
    ...orAll(listAt(spec, 'rules').map((rule) => textAt(rule, 'host') ?? '*')),
    ...(valueAt(spec, 'defaultBackend') === undefined ? [] : ['*']),
    ...listAt(spec, 'tls').flatMap((tls) => textsAt(tls, 'hosts')),
  ],
  Certificate: (spec) => [
    ...['dnsNames', 'ipAddresses', 'uris', 'emailAddresses', 'otherNames'].flatMap((field) => textsAt(spec, field)),
    ...textsAt(spec, 'commonName'),
    ...textsAt(spec, 'literalSubject'),
  ],
};

/** Without a host, a route takes whatever comes to its listener. */
function orAll(hosts: readonly string[]): string[] {
  return hosts.length === 0 ? ['*'] : hosts.map((host) => (host === '' ? '*' : host));
}

function exposures(manifest: Manifest): Breach[] {
  const spec = fieldsAt(manifest.object, 'spec');
  const type = spec['type'] ?? 'ClusterIP';
  return [
    ...(type === 'ClusterIP' ? [] : [{ manifest, what: `is of the type ${String(type)}` }]),
    ...outsideFields.filter((field) => spec[field] !== undefined).map((field) => ({ manifest, what: `sets ${field}` })),
  ];
}

const outsideFields = ['externalIPs', 'externalName', 'loadBalancerIP', 'loadBalancerClass', 'healthCheckNodePort'];

// Routes: the tenant's hosts, all of them and no others, by its cluster's gateway or class, to its own Services and in no other way.

import { isDeepStrictEqual } from 'node:util';
import type { BlueprintReport } from '../base/blueprint-rule.js';
import { type Fields, fieldsAt, listAt, textAt, textsAt, valueAt, valuesUnder } from '../base/fields.js';
import type { Finding } from '../base/finding.js';
import { type Breach, missing, type Rule } from '../base/rule.js';
import type { BlueprintSpec } from '../base/sources.js';
import type { Manifest, TenantView } from '../base/tenant-view.js';
import { didYouMean } from '../base/wording.js';
import { maintenanceRule } from './maintenance.js';

/** Routes to nowhere, or to a service without a port. */
export function routeBlueprintRules(blueprint: BlueprintSpec, report: BlueprintReport): Finding[] {
  return Object.keys(blueprint.routes).flatMap((path) => routeFindings(path, blueprint, report));
}

function routeFindings(path: string, { routes, services }: BlueprintSpec, report: BlueprintReport): Finding[] {
  const name = routes[path] ?? '';
  const known = Object.keys(services);
  if (!known.includes(name)) {
    const hint = didYouMean(name, known) ?? 'remove the route';
    return [report('load/unknown-service', ['routes', path], `there is no service ${name}`, { hint })];
  }
  if (services[name]?.port !== undefined) return [];
  const hint = `give spec.services.${name} a port`;
  return [
    report('load/unknown-port', ['routes', path], `${name} has no port to route to`, {
      hint,
      related: ['services', name],
    }),
  ];
}

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

/** What is wrong with the references of one object, a phrase each. */
function foreignParts(manifest: Manifest, view: TenantView): string[] {
  const { object } = manifest;
  return checks[object.kind]?.(fieldsAt(object, 'spec'), view, object.metadata.annotations ?? {}) ?? [];
}

type Check = (spec: Fields, view: TenantView, annotations: Fields) => string[];

const checks: Readonly<Record<string, Check>> = {
  HTTPRoute: (spec, view) => {
    const rules = listAt(spec, 'rules').filter((rule) => !isMaintenance(rule, view));
    return [
      ...parents(listAt(spec, 'parentRefs'), view, true),
      ...['backendRefs', 'backendRef'].flatMap((key) => valuesUnder(key, rules).flat()).flatMap(gatewayBackend(view)),
      ...(valuesUnder('filters', rules).length > 0 ? ['has filters, which may rewrite hosts or mirror requests'] : []),
    ];
  },
  ListenerSet: (spec, view) => [
    ...parents([spec['parentRef']], view, false),
    ...listAt(spec, 'listeners').flatMap((listener) => [
      ...(textAt(listener, 'allowedRoutes', 'namespaces', 'from') === 'Same'
        ? []
        : ['lets routes of other namespaces in']),
      ...listAt(listener, 'tls', 'certificateRefs')
        .filter((reference) => !isLocal(reference, view, 'Secret'))
        .map(() => 'uses a certificate of another namespace'),
    ]),
  ],
  Ingress: (spec, view, annotations) => [
    ...className(spec, view),
    ...valuesUnder('backend', spec['rules']).flatMap(ingressBackend(view)),
    ...Object.keys(annotations)
      .filter((key) => !key.startsWith('argocd.argoproj.io/'))
      .map((key) => `has the annotation ${key}, which a controller may act on`),
  ],
  Certificate: (spec, view) => {
    const wanted = view.plan.cluster.certificates?.clusterIssuer;
    const { kind, name, group } = fieldsAt(spec, 'issuerRef');
    const own = kind === 'ClusterIssuer' && name === wanted && (group ?? 'cert-manager.io') === 'cert-manager.io';
    return [
      ...(own ? [] : [`is issued by ${String(name)}, not by ${wanted ?? 'an issuer of the cluster'}`]),
      ...(spec['isCA'] === undefined || spec['isCA'] === false ? [] : ['asks to be an authority']),
    ];
  },
};

/** True for the one rule that stands for a suspended tenant where its cluster's profile has something that answers. */
function isMaintenance(rule: unknown, { plan: { lifecycle, cluster } }: TenantView): boolean {
  const { routing } = cluster;
  if (lifecycle !== 'suspended' || routing.kind !== 'gateway' || routing.maintenance === undefined) return false;
  return isDeepStrictEqual(rule, maintenanceRule(routing.maintenance));
}

function parents(references: readonly unknown[], { plan, ofKind }: TenantView, orListeners: boolean): string[] {
  const { routing } = plan.cluster;
  const gateway = routing.kind === 'gateway' ? routing.gateway : undefined;
  const listeners = new Set(orListeners ? ofKind('ListenerSet').map(({ object }) => object.metadata.name) : []);
  return (references.length === 0 ? [{}] : references).flatMap((reference) => {
    const { kind = 'Gateway', name, namespace } = fieldsAt(reference);
    const own =
      kind === 'ListenerSet'
        ? listeners.has(String(name)) && (namespace ?? plan.namespace) === plan.namespace
        : kind === 'Gateway' && gateway !== undefined && name === gateway.name && namespace === gateway.namespace;
    return own ? [] : [`hangs on ${String(kind)} ${String(namespace ?? plan.namespace)}/${String(name)}`];
  });
}

function className(spec: Fields, { plan }: TenantView): string[] {
  const { routing } = plan.cluster;
  const own = routing.kind === 'ingress' && spec['ingressClassName'] === routing.className;
  return own ? [] : [`is of the class ${String(spec['ingressClassName'])}`];
}

function gatewayBackend(view: TenantView): (reference: unknown) => string[] {
  return (reference) => (isLocal(reference, view, 'Service') ? [] : [leadsTo(textAt(reference, 'name'))]);
}

function ingressBackend(view: TenantView): (backend: unknown) => string[] {
  return (backend) => {
    const name = textAt(backend, 'service', 'name');
    return name !== undefined && hasService(view, name) ? [] : [leadsTo(name)];
  };
}

function leadsTo(name: string | undefined): string {
  return `leads to ${name ?? 'something'}, which is not a Service of the tenant`;
}

/** True for a reference to an object of the tenant's own namespace; a Service must be one that is rendered. */
function isLocal(reference: unknown, view: TenantView, expected: 'Service' | 'Secret'): boolean {
  const { group = '', kind = expected, name, namespace = view.plan.namespace } = fieldsAt(reference);
  const local = group === '' && kind === expected && namespace === view.plan.namespace;
  return local && (expected === 'Secret' || hasService(view, String(name)));
}

function hasService({ ofKind }: TenantView, name: string): boolean {
  return ofKind('Service').some(({ object }) => object.metadata.name === name);
}

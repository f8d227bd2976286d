// What routes, listeners and certificates refer to, and whether it is what the cluster's profile and the tenant have.
import { isDeepStrictEqual } from 'node:util';
import { maintenanceRule } from '../../../constructs/maintenance-rule.js';
import type { Manifest } from '../../synth/manifest.js';
import { type Fields, fieldsAt, listAt, textAt, valuesUnder } from '../fields.js';
import type { TenantView } from '../tenant-view.js';

/** What is wrong with the references of one object, a phrase each. */
export function foreignParts(manifest: Manifest, view: TenantView): string[] {
  const { object } = manifest;
  return judges[object.kind]?.(fieldsAt(object, 'spec'), view, object.metadata.annotations ?? {}) ?? [];
}

type Judge = (spec: Fields, view: TenantView, annotations: Fields) => string[];

const judges: Readonly<Record<string, Judge>> = {
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

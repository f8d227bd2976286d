// Routing by Gateway API: HTTPRoutes to the platform's shared Gateway, part of the concern routes.
//
// The shared Gateway holds the wildcard certificate of the base domain. A custom domain's certificate is a Secret here, in the
// tenant's namespace, and the Gateway may not read it there: a ReferenceGrant would let it, but each domain would then be a
// listener in the platform's own object, of which a Gateway holds 64. So the tenant brings a ListenerSet, whose listeners join
// the Gateway (its `allowedListeners` select tenants' namespaces) and refer to Secrets beside them.

import { Construct } from 'constructs';
import { type Identity, objectMeta } from '../base/metadata.js';
import { waves } from '../base/waves.js';
import { maintenanceRule } from './maintenance.js';
import { certificateName, customDomainsName, routeName } from './names.js';
import { HttpRoute, type HttpRouteRule, ListenerSet, type ParentReference } from './resources.js';
import type { GatewayRouting, RouteProps } from './schema.js';

export interface GatewayRoutesProps extends Identity {
  readonly gateway: GatewayRouting['gateway'];
  /** Hosts that the Gateway has a certificate for. */
  readonly plain: readonly string[];
  /** Hosts with a certificate of the tenant's own. */
  readonly certified: readonly string[];
  /** The longest prefix first; empty while the tenant is not active. */
  readonly routes: readonly RouteProps[];
  /** What answers in the place of the routes, while the tenant is suspended. */
  readonly maintenance?: GatewayRouting['maintenance'];
}

/**
 * Custom domains have a route of their own: a domain whose DNS does not point here yet has no certificate, and then only
 * its own route is not accepted.
 */
export class GatewayRoutes extends Construct {
  constructor(scope: Construct, id: string, props: GatewayRoutesProps) {
    super(scope, id);
    const { certified, plain, gateway, maintenance } = props;
    if (certified.length > 0) this.#addListeners(props);
    if (rulesOf(props).length === 0) return;
    const { section, ...shared } = gateway;
    const parent = { ...gatewayParent(shared), sectionName: section };
    // No sync waits for somebody else's Service, or for the grant that it asks for.
    this.#addRoutes(props, routeName, maintenance === undefined ? waves.routes : waves.customDomains, plain, parent);
    if (certified.length > 0)
      this.#addRoutes(props, customDomainsName, waves.customDomains, certified, {
        group: 'gateway.networking.k8s.io',
        kind: 'ListenerSet',
        name: customDomainsName,
      });
  }

  #addListeners(props: GatewayRoutesProps): void {
    const { name, namespace } = props.gateway;
    new ListenerSet(this, 'listeners', {
      metadata: objectMeta(props, customDomainsName, { wave: waves.customDomains, prunedAtOnce: true }),
      spec: {
        parentRef: gatewayParent({ name, namespace }),
        listeners: props.certified.map((host) => ({
          name: host,
          hostname: host,
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: certificateName(host) }] },
          allowedRoutes: { namespaces: { from: 'Same' } },
        })),
      },
    });
  }

  #addRoutes(
    props: GatewayRoutesProps,
    name: string,
    wave: number,
    hosts: readonly string[],
    parent: ParentReference,
  ): void {
    for (let start = 0; start < hosts.length; start += hostsPerRoute) {
      const part = start === 0 ? name : `${name}-${start / hostsPerRoute + 1}`;
      new HttpRoute(this, part, {
        metadata: objectMeta(props, part, { wave, prunedAtOnce: true }),
        spec: {
          parentRefs: [parent],
          hostnames: hosts.slice(start, start + hostsPerRoute),
          rules: rulesOf(props),
        },
      });
    }
  }
}

/** The API refuses an HTTPRoute with more. */
const hostsPerRoute = 16;

function rulesOf({ routes, maintenance }: GatewayRoutesProps): HttpRouteRule[] {
  if (maintenance !== undefined) return [maintenanceRule(maintenance)];
  return routes.map(({ path, service, port }) => ({
    matches: [{ path: { type: 'PathPrefix', value: path } }],
    backendRefs: [{ group: '', kind: 'Service', name: service, port, weight: 1 }],
  }));
}

function gatewayParent({ name, namespace }: { readonly name: string; readonly namespace: string }): ParentReference {
  return { group: 'gateway.networking.k8s.io', kind: 'Gateway', name, namespace };
}

// How requests reach the tenant's services: HTTPRoutes or an Ingress, by the cluster's routing, and certificates for custom
// domains only. Its props come from the plan. A tenant that is not active has no routes; its certificates stay.

import { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { type Identity, objectMeta } from '../base/metadata.js';
import { Ingress } from '../base/resources.js';
import type { TenantProps } from '../base/tenant.js';
import { waves } from '../base/waves.js';
import { GatewayRoutes } from './gateway.js';
import { certificateName, routeName } from './names.js';
import { Certificate } from './resources.js';
import type { RouteProps } from './schema.js';

export type RoutesProps = Identity &
  Pick<TenantProps, 'hosts' | 'routes' | 'lifecycle'> & {
    readonly cluster: Pick<TenantProps['cluster'], 'routing' | 'certificates'>;
  };

/**
 * On a cluster with a Gateway: an HTTPRoute of the hosts that the wildcard certificate serves, and for custom domains a ListenerSet with
 * an HTTPRoute of its own (Gateway API 1.5). Otherwise one Ingress of all hosts. Beside either a Certificate for each custom domain, never
 * one for the base domain: an authority bounds how many a registered domain gets in a week (Let's Encrypt: 50).
 */
export class Routes extends Chart {
  constructor(scope: Construct, props: RoutesProps) {
    super(scope, 'routes');
    const { routing, certificates } = props.cluster;
    const certified =
      certificates === undefined || !routing.tls
        ? []
        : props.hosts.filter((host) => host.custom).map(({ name }) => name);
    if (certificates !== undefined)
      for (const host of certified) this.#addCertificate(props, host, certificates.clusterIssuer);

    const plain = props.hosts.map(({ name }) => name).filter((name) => !certified.includes(name));
    const routes = props.lifecycle === 'active' ? longestFirst(props.routes) : [];
    const { id, namespace, product, tier } = props;
    const shared = { id, namespace, product, tier, plain, certified, routes };
    if (routing.kind === 'gateway') {
      const { gateway, maintenance } = routing;
      const answers = props.lifecycle === 'suspended' && props.routes.length > 0 && maintenance !== undefined;
      new GatewayRoutes(this, 'gateway', { ...shared, gateway, ...(answers ? { maintenance } : {}) });
    } else new IngressRoutes(this, 'ingress', { ...shared, className: routing.className, tls: routing.tls });
  }

  #addCertificate(tenant: Identity, host: string, issuer: string): void {
    const name = certificateName(host);
    new Certificate(this, name, {
      metadata: objectMeta(tenant, name, { wave: waves.customDomains, prunedAtOnce: true }),
      spec: {
        secretName: name,
        dnsNames: [host],
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
        privateKey: { algorithm: 'ECDSA', size: 256, encoding: 'PKCS1', rotationPolicy: 'Always' },
      },
    });
  }
}

/** The longest prefix wins in either API; in this order a reader sees so. */
function longestFirst(routes: readonly RouteProps[]): RouteProps[] {
  return [...routes].sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1));
}

export interface IngressRoutesProps extends Identity {
  readonly className: string;
  /** Whether hosts are served by https. */
  readonly tls: boolean;
  /** Hosts that the controller's default certificate, the wildcard of the base domain, serves. */
  readonly plain: readonly string[];
  /** Hosts with a certificate of the tenant's own. */
  readonly certified: readonly string[];
  /** The longest prefix first; empty while the tenant is not active. */
  readonly routes: readonly RouteProps[];
}

class IngressRoutes extends Construct {
  constructor(scope: Construct, id: string, props: IngressRoutesProps) {
    super(scope, id);
    const { className, tls, plain, certified, routes } = props;
    if (routes.length === 0) return;
    const paths = routes.map(toPath);
    new Ingress(this, routeName, {
      metadata: objectMeta(props, routeName, { wave: waves.routes, prunedAtOnce: true }),
      spec: {
        ingressClassName: className,
        rules: [...plain, ...certified].map((host) => ({ host, http: { paths } })),
        // An entry without a Secret asks for TLS with the controller's default certificate.
        ...(tls
          ? {
              tls: [
                { hosts: [...plain] },
                ...certified.map((host) => ({ hosts: [host], secretName: certificateName(host) })),
              ],
            }
          : {}),
      },
    });
  }
}

function toPath({ path, service, port }: RouteProps): k8s.HttpIngressPath {
  return { path, pathType: 'Prefix', backend: { service: { name: service, port: { number: port } } } };
}

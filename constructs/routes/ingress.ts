// Routing by Ingress, for clusters whose profile names an Ingress class; part of the concern routes.

import type { k8s } from 'cdk8s-plus-29';
import { Construct } from 'constructs';
import { type Identity, objectMeta } from '../base/metadata.js';
import { Ingress } from '../base/resources.js';
import { waves } from '../base/waves.js';
import { certificateName, routeName } from './names.js';
import type { RouteProps } from './props.js';

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

export class IngressRoutes extends Construct {
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

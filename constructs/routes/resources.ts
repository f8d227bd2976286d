// The Gateway API's kinds that a tenant has: routes, and listeners of its own on the shared Gateway.
// Fields that the API server defaults are required here: what is in git is then what the cluster shows.
import { customResource } from '../base/resources.js';

export interface ParentReference {
  readonly group: 'gateway.networking.k8s.io';
  readonly kind: 'Gateway' | 'ListenerSet';
  readonly name: string;
  readonly namespace?: string;
  readonly sectionName?: string;
}

interface Matching {
  readonly matches: readonly { readonly path: { readonly type: 'PathPrefix'; readonly value: string } }[];
}

interface Forwarding extends Matching {
  readonly backendRefs: readonly {
    readonly group: '';
    readonly kind: 'Service';
    readonly name: string;
    /** Of another namespace only where a ReferenceGrant there permits it. */
    readonly namespace?: string;
    readonly port: number;
    readonly weight: number;
  }[];
}

interface Redirecting extends Matching {
  readonly filters: readonly {
    readonly type: 'RequestRedirect';
    readonly requestRedirect: {
      readonly scheme: string;
      readonly hostname: string;
      readonly port?: number;
      readonly path: { readonly type: 'ReplaceFullPath'; readonly replaceFullPath: string };
      readonly statusCode: 302;
    };
  }[];
}

export type HttpRouteRule = Forwarding | Redirecting;

export interface HttpRouteSpec {
  readonly parentRefs: readonly ParentReference[];
  /** At most 16. */
  readonly hostnames: readonly string[];
  /** At most 16. */
  readonly rules: readonly HttpRouteRule[];
}

export interface ListenerSetSpec {
  readonly parentRef: ParentReference;
  /** At most 64. */
  readonly listeners: readonly {
    readonly name: string;
    readonly hostname: string;
    readonly port: number;
    readonly protocol: 'HTTPS';
    readonly tls: {
      readonly mode: 'Terminate';
      readonly certificateRefs: readonly { readonly group: ''; readonly kind: 'Secret'; readonly name: string }[];
    };
    readonly allowedRoutes: { readonly namespaces: { readonly from: 'Same' } };
  }[];
}

const apiVersion = 'gateway.networking.k8s.io/v1';

export const HttpRoute = customResource<HttpRouteSpec>(apiVersion, 'HTTPRoute');
export const ListenerSet = customResource<ListenerSetSpec>(apiVersion, 'ListenerSet');

/** Without `renewBefore`: lifetimes shrink over the years, and cert-manager's own share of the lifetime follows them. */
export interface CertificateSpec {
  readonly secretName: string;
  readonly dnsNames: readonly string[];
  readonly issuerRef: { readonly group: 'cert-manager.io'; readonly kind: 'ClusterIssuer'; readonly name: string };
  readonly privateKey: {
    readonly algorithm: 'ECDSA';
    readonly size: 256 | 384;
    readonly encoding: 'PKCS1' | 'PKCS8';
    readonly rotationPolicy: 'Always';
  };
}

export const Certificate = customResource<CertificateSpec>('cert-manager.io/v1', 'Certificate');

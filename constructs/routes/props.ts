// How requests reach a tenant, as the constructs are told.
import type { Peer } from '../base/cluster.js';

export interface GatewayRouting {
  readonly kind: 'gateway';
  /** The shared Gateway, whose HTTPS listener holds the wildcard certificate of the base domain. */
  readonly gateway: { readonly name: string; readonly namespace: string; readonly section?: string };
  /** The pods that forward requests. */
  readonly proxies: Peer;
  /** Whether tenants are served by https. */
  readonly tls: boolean;
  /** What answers for suspended tenants; nothing where absent. */
  readonly maintenance?: MaintenanceProps;
}

/** A Service in another namespace needs a ReferenceGrant there for each tenant's namespace; a redirect needs nothing. */
export type MaintenanceProps =
  | { readonly kind: 'redirect'; readonly url: string }
  | { readonly kind: 'service'; readonly name: string; readonly namespace: string; readonly port: number };

export interface IngressRouting {
  readonly kind: 'ingress';
  readonly className: string;
  readonly proxies: Peer;
  /** Whether tenants are served by https. */
  readonly tls: boolean;
}

export interface CertificateProps {
  readonly clusterIssuer: string;
  /** The cert-manager controller, which checks its HTTP-01 solver pods. */
  readonly controller: Peer;
}

export interface RouteProps {
  /** Path prefix, as `/api`. */
  readonly path: string;
  readonly service: string;
  readonly port: number;
}

export interface LinkProps {
  readonly name: string;
  readonly title: string;
  readonly url: string;
}

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly routes: readonly RouteProps[];
    /** Pages of the product that people are sent to. */
    readonly links: readonly LinkProps[];
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly routing: GatewayRouting | IngressRouting;
    readonly certificates?: CertificateProps;
  }
}

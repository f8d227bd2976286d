// `clusters.<cluster>.routing`: how requests reach tenants.

import { z } from 'zod';
import type { Peer } from '../base/cluster.js';
import { absolutePath, displayText, label, peer, plainPath, port, webUrl } from '../base/schema.js';
import type { FieldsOf } from '../base/sources.js';

const maintenance = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('redirect').describe('A page elsewhere, to which requests are sent on'),
      url: webUrl.meta({ description: 'Its address', examples: ['https://status.platform.example/suspended'] }),
    }),
    z.strictObject({
      kind: z
        .literal('service')
        .describe('A Service of the platform; its namespace must grant each tenant’s the reference'),
      name: label(63).meta({ description: 'Its name', examples: ['maintenance'] }),
      namespace: label(63).meta({ description: 'Its namespace', examples: ['maintenance'] }),
      port,
    }),
  ])
  .meta({
    description: 'What answers for tenants that are suspended; nothing where absent',
    examples: [{ kind: 'redirect', url: 'https://status.platform.example/suspended' }],
  });

const tls = z
  .boolean()
  .default(true)
  .meta({ description: 'Whether tenants are served by https; false on a laptop', examples: [false] });

const routing = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('gateway').describe('Gateway API'),
      gateway: z
        .strictObject({
          name: label(63).meta({ description: 'Its name', examples: ['public'] }),
          namespace: label(63).meta({ description: 'Its namespace', examples: ['gateway-system'] }),
          section: label(63)
            .exactOptional()
            .meta({ description: 'The listener of HTTPS, or of HTTP where tls is false', examples: ['https'] }),
        })
        .describe('The shared Gateway; its listener holds the wildcard certificate of the base domain'),
      proxies: peer.describe('The pods that forward requests'),
      tls,
      maintenance: maintenance.exactOptional(),
    }),
    z.strictObject({
      kind: z.literal('ingress').describe('Ingress'),
      className: label(63).meta({
        description: 'The IngressClass; its controller serves the wildcard certificate by default',
        examples: ['public'],
      }),
      proxies: peer.describe('The pods that forward requests'),
      tls,
    }),
  ])
  .describe('How requests reach tenants');

const link = z
  .strictObject({
    title: displayText(40)
      .regex(/^[^|]*$/, { error: 'must not hold a bar, which Argo CD reads as its end' })
      .meta({ description: 'What people read', examples: ['Administration'] }),
    path: absolutePath.describe('The path on the tenant’s first host'),
  })
  .meta({ description: 'A page of the product', examples: [{ title: 'Administration', path: '/admin/' }] });

export const routesSchema = {
  blueprint: {
    routes: z
      .record(plainPath, label())
      .default({})
      .meta({ description: 'Which service answers which path', examples: [{ '/': 'web', '/api': 'api' }] }),
    links: z.record(label(), link).default({}).describe('Pages that Argo CD shows beside each tenant, by name'),
  },
  cluster: {
    routing,
    certificates: z
      .strictObject({
        clusterIssuer: label(63).meta({
          description: 'The ClusterIssuer for custom domains',
          examples: ['letsencrypt'],
        }),
        controller: peer
          .default({ namespace: 'cert-manager', podLabels: { 'app.kubernetes.io/name': 'cert-manager' } })
          .describe('cert-manager’s pods'),
      })
      .exactOptional()
      .describe('Certificates for custom domains; without it tenants can have none'),
  },
} as const;

declare module '../base/sources.js' {
  interface BlueprintSpec extends FieldsOf<typeof routesSchema.blueprint> {}
  interface ClusterSource extends FieldsOf<typeof routesSchema.cluster> {}
}

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

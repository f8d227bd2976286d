// cert-manager's Certificate, as far as a tenant's custom domains need it.
import { customResource } from './custom-resource.js';

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

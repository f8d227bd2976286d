// Names of a tenant's routes and certificates.
import { createHash } from 'node:crypto';

/** The route of the hosts that the wildcard certificate serves, or the Ingress of all hosts. */
export const routeName = 'tenant';

/** The listeners and the route of a tenant's own domains. */
export const customDomainsName = 'custom-domains';

/**
 * The certificate of a custom domain, and the Secret that holds it. Dots stay, or `a-b.example` and `a.b.example` would share
 * one; a host too long for the 253 characters of a name is known by its digest.
 */
export function certificateName(host: string): string {
  const prefix = 'tls-';
  if (prefix.length + host.length <= 253) return prefix + host;
  return prefix + createHash('sha256').update(host).digest('hex');
}

// The index entry of a tenant (`index/<id>.json`): the ApplicationSet's files generator reads it, and so does the next run of Tenantry.
// Argo CD adds a key `path` of its own, so ours is called `folder`.

import type { PublishedFields } from '../constructs/base/published.js';

export interface IndexEntry extends TenantIdentity, PublishedFields {
  readonly namespace: string;
  /** `clusters/<cluster>/tenants/<id>`. */
  readonly folder: string;
  readonly owner: string;
  /** Uid of the tenant's dashboard in Grafana. */
  readonly dashboard: string;
  /** ISO date on which offboarding was requested; empty for all others. */
  readonly offboardedOn: string;
  /** What must be the tenant's own on the whole platform, as `host:shop.example`. */
  readonly claims: readonly string[];
  /** Pages of the product, beside the tenant's address. */
  readonly links: readonly { readonly name: string; readonly title: string; readonly url: string }[];
  /** Digest of the tenant's manifests, as its marker holds it. */
  readonly digest: string;
  /** When somebody asked last that these manifests are tried again; ISO 8601 in UTC. It goes with the digest. */
  readonly retriedAt?: string;
}

export interface TenantIdentity {
  /** Its id. */
  readonly tenant: string;
  readonly displayName: string;
  readonly cluster: string;
  readonly region: string;
  readonly product: string;
  readonly tier: string;
  readonly ring: string;
  readonly lifecycle: string;
  /** Address of its first host. */
  readonly url: string;
}

// Where a tenant will be served, before there is a plan of it: for who adds one.
import { tenantUrl } from '../../constructs/tenant-url.js';
import type { PlatformSpec } from '../load/schema/platform.js';

/** The address in a region; below the platform's own domain where no cluster serves that region. */
export function tenantAddress({ baseDomain, clusters }: PlatformSpec, region: string, id: string): string {
  const cluster = Object.values(clusters).find((each) => each.region === region);
  return tenantUrl(cluster?.routing ?? { tls: true }, `${id}.${cluster?.baseDomain ?? baseDomain}`);
}

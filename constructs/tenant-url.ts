// The address of one of a tenant's hosts, as its cluster serves it; services, links and the index agree on it.
import type { ClusterProps } from './cluster.js';

export function tenantUrl({ tls }: Pick<ClusterProps['routing'], 'tls'>, host: string): string {
  return `${tls ? 'https' : 'http'}://${host}`;
}

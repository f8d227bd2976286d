// Links of a tenant: Argo CD, Grafana, its file, its pull request, its commits. Pages and API give the same.

import { branchPath, pathPart } from '../github/client.js';
import type { TenantStatus } from '../status/tenant-status.js';
import type { ArgoCdPlace, Places } from './page-data.js';

export interface Links {
  readonly argocd?: string;
  readonly grafana?: string;
  readonly file?: string;
  readonly pullRequest?: string;
  readonly sourceCommit?: string;
  readonly publishedCommit?: string;
}

export function tenantLinks(status: TenantStatus, places: Places): Links {
  const { tenant, namespace, cluster, correlation } = status;
  const grafana = Object.hasOwn(places.grafana, cluster) ? places.grafana[cluster] : undefined;
  const argocd = argoCdOf(status, places);
  const id = pathPart(tenant);
  const branch = branchPath(places.source?.branch ?? '');
  return present({
    // The Application has the name of the tenant's namespace.
    argocd: under(argocd?.url, `applications/${argocd?.namespace}/${pathPart(namespace)}`),
    // The dashboard has the tenant's id.
    grafana: under(grafana, `d/${id}`),
    file: under(places.source?.url, `blob/${branch}/tenants/${id}.yaml`),
    ...correlationLinks(correlation, places),
  });
}

/** The only one has no name of its own. */
function argoCdOf({ argocd = '' }: TenantStatus, { argocds, argocd: only }: Places): ArgoCdPlace | undefined {
  return Object.hasOwn(argocds, argocd) ? argocds[argocd] : only;
}

export function correlationLinks(
  { sourceCommit, publishedCommit, pullRequest }: TenantStatus['correlation'],
  { source, gitops }: Places,
): Pick<Links, 'pullRequest' | 'sourceCommit' | 'publishedCommit'> {
  return present({
    pullRequest: pullRequest === undefined ? undefined : under(source?.url, `pull/${pullRequest}`),
    sourceCommit: sourceCommit === undefined ? undefined : under(source?.url, `commit/${pathPart(sourceCommit)}`),
    publishedCommit: publishedCommit === undefined ? undefined : under(gitops, `commit/${pathPart(publishedCommit)}`),
  });
}

function under(address: string | undefined, path: string): string | undefined {
  return address === undefined ? undefined : `${address}/${path}`;
}

function present<T extends Record<string, string | undefined>>(
  links: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const pairs = Object.entries(links).filter(([, link]) => link !== undefined);
  return Object.fromEntries(pairs) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

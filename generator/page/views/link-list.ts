// A tenant's links as a list; only those that there are.
import type { TenantStatus } from '../../../argocd/status/tenant-status.js';
import type { Places } from '../page-data.js';
import { type Links, tenantLinks } from '../tenant-links.js';
import { type Html, html, nothing, outward } from './html.js';

export function linkList(status: TenantStatus, places: Places): Html {
  const links = tenantLinks(status, places);
  const shown = linkOrder.flatMap((key) => {
    const address = links[key];
    return address === undefined ? [] : [html`<li>${outward(address, texts[key](status))}</li>`];
  });
  return shown.length === 0 ? nothing : html`<ul class="links" aria-label="Elsewhere">${shown}</ul>`;
}

const texts = {
  argocd: () => 'Argo CD',
  grafana: () => 'Grafana dashboard',
  file: ({ tenant }) => `tenants/${tenant}.yaml`,
  pullRequest: ({ correlation }) => `Pull request #${correlation.pullRequest}`,
  sourceCommit: ({ correlation }) => `Commit ${shortCommit(correlation.sourceCommit)}`,
  publishedCommit: ({ correlation }) => `Published ${shortCommit(correlation.publishedCommit)}`,
} as const satisfies Readonly<Record<keyof Links, (status: TenantStatus) => string>>;

const linkOrder = ['argocd', 'grafana', 'file', 'pullRequest', 'sourceCommit', 'publishedCommit'] as const;

export function shortCommit(commit: string | undefined): string {
  return (commit ?? '').slice(0, 8);
}

// A tenant's objects with their health, what is unwell first.
import type { ResourceStatus } from '../../../argocd/status/tenant-status.js';
import { type Html, html, nothing } from './html.js';
import { stateIcon } from './state-badge.js';

export function resourceTable(resources: readonly ResourceStatus[]): Html {
  if (resources.length === 0) return html`<p class="empty">Argo CD tells of no objects yet.</p>`;
  const sorted = resources
    .map((resource, index) => ({ resource, key: rank(resource) * 10_000 + index }))
    .sort((a, b) => a.key - b.key);
  return html`<table class="resources">
<caption class="unseen">Objects of the tenant, what is unwell first</caption>
<thead><tr><th scope="col">Object</th><th scope="col">Health</th><th scope="col" class="middle">In git</th></tr></thead>
<tbody>${sorted.map(({ resource }) => row(resource))}</tbody>
</table>`;
}

/** Argo CD's words, the worst first; objects without a health of their own come last. */
const healths = {
  Degraded: { rank: 0, shape: 'failed' },
  Missing: { rank: 1, shape: 'degraded' },
  Unknown: { rank: 2, shape: 'unknown' },
  Progressing: { rank: 3, shape: 'progressing' },
  Suspended: { rank: 4, shape: 'suspended' },
  Healthy: { rank: 5, shape: 'live' },
} as const satisfies Record<string, { rank: number; shape: Parameters<typeof stateIcon>[0] }>;

function tryFindHealth(health: string | undefined) {
  return Object.entries(healths).find(([name]) => name === health)?.[1];
}

function rank({ health, sync }: ResourceStatus): number {
  return (tryFindHealth(health)?.rank ?? 6) * 2 + (sync === 'OutOfSync' ? 0 : 1);
}

function row({ kind, name, health, sync, message }: ResourceStatus): Html {
  const known = tryFindHealth(health);
  const word =
    health === undefined
      ? html`<span class="quiet">–<span class="unseen"> none of its own</span></span>`
      : html`<span class="state state-${known?.shape ?? 'unknown'}">${stateIcon(known?.shape ?? 'unknown')}<bdi>${health}</bdi></span>`;
  const said = message === undefined || message === '' ? nothing : html`<p class="message"><bdi>${message}</bdi></p>`;
  return html`<tr><th scope="row"><span class="kind">${kind}</span> <bdi>${name}</bdi></th><td>${word}${said}</td><td class="middle">${sync ?? '–'}</td></tr>
`;
}

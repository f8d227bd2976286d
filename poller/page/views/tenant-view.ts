// One tenant as a page: what is wrong and what to do, its progress, objects, versions, links and history.
import { pathPart } from '../../github/client.js';
import type { ResourceStatus, TenantStatus } from '../../status/tenant-status.js';
import type { EventPage } from '../fleet/read-activity.js';
import { needsAttention } from '../fleet/select-tenants.js';
import type { Places } from '../page-data.js';
import { eventList } from './event-list.js';
import { type Html, html, nothing, outward } from './html.js';
import { type Frame, layout, linkList, shortCommit } from './layout.js';
import { stateBadge, stateIcon } from './state-badge.js';
import { timeline } from './timeline.js';
import { timeAgo } from './times.js';

interface TenantViewProps {
  readonly status: TenantStatus;
  readonly history: EventPage;
  readonly places: Places;
}

export function tenantView(frame: Frame, { status, history, places }: TenantViewProps): Html {
  const { tenant, displayName } = status;
  const more = (before: number) => `/tenants/${pathPart(tenant)}?before=${before}#history`;
  const { now } = frame;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Tenants</a> <span aria-hidden="true">/</span> <span>${tenant}</span></nav>
<div id="tenant" data-live data-tenant="${tenant}">
<div class="heading"><h1><bdi>${displayName || tenant}</bdi></h1>${stateBadge(status.state)}</div>
${matter(status)}
${facts(status, now)}
${linkList(status, places)}
<div class="columns">
<section aria-labelledby="way"><h2 id="way">Progress</h2>${timeline(status, now)}</section>
<section aria-labelledby="objects"><h2 id="objects">Resources</h2>${resourceTable(status.resources)}${images(status)}</section>
</div>
</div>
<section id="history" data-live aria-labelledby="past"><h2 id="past">History</h2>
${eventList({ page: history, places, now, namesTenants: false, more })}</section>`;
  const live = `/events?tenant=${pathPart(tenant)}&` as const;
  return layout(frame, { title: displayName || tenant, current: 'fleet', live, body });
}

function matter({ state, summary, hint }: TenantStatus): Html {
  const advice = hint === undefined ? nothing : html`<p class="hint"><bdi>${hint}</bdi></p>`;
  return html`<div class="matter matter-${needsAttention(state) ? 'trouble' : state === 'live' ? 'well' : 'fine'}"><p><bdi>${summary}</bdi></p>${advice}</div>`;
}

function facts(status: TenantStatus, now: Date): Html {
  const { url, product, tier, region, cluster, ring, namespace, lifecycle, revision, comparedAt } = status;
  const compared = html`${timeAgo(comparedAt, now)}${revision === undefined ? nothing : html` <span class="quiet">at ${shortCommit(revision)}</span>`}`;
  const rows: readonly (readonly [string, Html])[] = [
    ['Address', outward(url, url.replace(/^https?:\/\//, ''))],
    ['Product', html`${product} <span class="quiet">${tier}</span>`],
    ['Region', html`${region} <span class="quiet">${cluster}</span>`],
    ['Ring', html`${ring}`],
    ['Namespace', html`<code>${namespace}</code>`],
    ['Lifecycle', html`${lifecycle}`],
    ['Compared', compared],
  ];
  return html`<dl class="facts">${rows.map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function images({ images }: TenantStatus): Html {
  if (images.length === 0) return nothing;
  const item = (image: string) => {
    const [name = '', digest] = image.split('@');
    return html`<li><code>${name}</code>${digest === undefined ? nothing : html` <code class="quiet" title="${digest}">${digest.slice(0, 19)}…</code>`}</li>`;
  };
  return html`<h2 id="images">Images</h2><ul class="images" aria-labelledby="images">${images.map(item)}</ul>`;
}

function resourceTable(resources: readonly ResourceStatus[]): Html {
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

// One tenant: what is the matter and what to do, its way as a timeline, its objects, versions, links and history.
import type { TenantStatus } from '../../../argocd/status/tenant-status.js';
import { pathPart } from '../../github/path-part.js';
import type { EventPage } from '../fleet/read-activity.js';
import { needsAttention } from '../fleet/select-tenants.js';
import type { Places } from '../page-data.js';
import { eventList } from './event-list.js';
import { type Html, html, nothing, outward } from './html.js';
import { type Frame, layout } from './layout.js';
import { linkList, shortCommit } from './link-list.js';
import { resourceTable } from './resource-table.js';
import { stateBadge } from './state-badge.js';
import { timeline } from './timeline.js';
import { timeAgo } from './times.js';

export interface TenantViewProps {
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

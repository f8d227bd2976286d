// The fleet as a page: tenants by state, filters, and a table of one page of tenants.
import { pathPart } from '../../github/client.js';
import { type TenantState, type TenantStatus, tenantStates } from '../../status/tenant-status.js';
import {
  type FacetName,
  type FleetQuery,
  facetNames,
  fleetSearch,
  type SortKey,
  stateFilters,
} from '../fleet/fleet-query.js';
import type { FleetPage } from '../fleet/select-tenants.js';
import { type Html, html, nothing } from './html.js';
import { type Frame, layout } from './layout.js';
import { stateBadge, stateIcon, stateWord } from './state-badge.js';
import { timeAgo } from './times.js';

export function overview(frame: Frame, fleet: FleetPage, query: FleetQuery): Html {
  const body = html`<div class="heading"><h1>Tenants</h1>${seesNobody(frame)}</div>
<div id="states" data-live>
${stateBar(fleet.counts)}
<nav class="states" aria-label="By state"><ul>${stateLinks(fleet, query)}</ul></nav>
</div>
${filters(fleet, query)}
<section id="fleet" data-live aria-label="Tenants found">
${fleet.total === 0 ? nobody(fleet) : table(frame, fleet, query)}
${pager(fleet, query)}
</section>`;
  return layout(frame, { title: 'Tenants', current: 'fleet', live: '/events?', body });
}

function seesNobody({ viewer }: Frame): Html {
  if (viewer === undefined || viewer.tenants === 'all' || viewer.tenants.size > 0) return nothing;
  return html`<p class="note">None of your groups may see a tenant. Whoever runs the platform can add you to one.</p>`;
}

function stateLinks({ counts }: FleetPage, query: FleetQuery): Html[] {
  const all = counts.live + stateFilters.slice(2).reduce((sum, state) => sum + counts[state], 0);
  const link = (href: string, current: boolean, inner: Html) =>
    html`<li><a href="${href}"${current ? html` aria-current="true"` : nothing}>${inner}</a></li>`;
  const everyone = html`<span class="count">${number(all)}</span> <span>All</span>`;
  return [
    link(`/${fleetSearch({ ...query, state: undefined })}`, query.state === undefined, everyone),
    ...stateFilters.map((state) => {
      const inner = html`<span class="count">${number(counts[state])}</span> <span class="state state-${state}">${stateIcon(state)}${stateWord(state)}</span>`;
      return link(`/${fleetSearch(query, { state })}`, query.state === state, inner);
    }),
  ];
}

function filters({ facets }: FleetPage, query: FleetQuery): Html {
  const kept = (['state', 'sort', 'order', 'size'] as const).flatMap((key) =>
    query[key] === undefined ? [] : [html`<input type="hidden" name="${key}" value="${query[key]}">`],
  );
  return html`<form class="filters" role="search" method="get" action="/">
<label class="search">Search <input type="search" name="q" value="${query.q ?? ''}" maxlength="100" placeholder="id, name or address" autocomplete="off"></label>
${facetNames.map((name) => facet(name, facets[name], query[name]))}
${kept}<button>Apply</button> <a class="plain" href="/">Clear</a>
</form>`;
}

const facetTitles = { product: 'Product', tier: 'Tier', region: 'Region', ring: 'Ring' } as const satisfies Readonly<
  Record<FacetName, string>
>;

function facet(name: FacetName, values: readonly string[], chosen: string | undefined): Html {
  const known = chosen === undefined || values.includes(chosen) ? values : [chosen, ...values];
  const options = known.map(
    (value) => html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${value}</option>`,
  );
  return html`<label>${facetTitles[name]} <select name="${name}"><option value="">Any</option>${options}</select></label>`;
}

function nobody({ fleetSize }: FleetPage): Html {
  return fleetSize === 0
    ? html`<p class="empty">No tenants yet. The first one shows up here as soon as it is published.</p>`
    : html`<p class="empty">No tenant matches. <a href="/">Show all ${number(fleetSize)}</a></p>`;
}

const columns = [
  { key: 'name', title: 'Tenant', css: '' },
  { key: 'attention', title: 'State', css: '' },
  { key: 'product', title: 'Product', css: 'wide' },
  { key: 'tier', title: 'Tier', css: 'middle' },
  { key: 'region', title: 'Region', css: 'middle' },
  { key: 'ring', title: 'Ring', css: 'wide' },
  { key: 'compared', title: 'Compared', css: 'middle' },
] as const satisfies readonly { key: SortKey; title: string; css: string }[];

function table(frame: Frame, fleet: FleetPage, query: FleetQuery): Html {
  return html`<table class="fleet">
<caption class="unseen">${number(fleet.total)} tenants, page ${fleet.page} of ${fleet.pages}</caption>
<thead><tr>${columns.map((column) => columnHead(column, query))}</tr></thead>
<tbody>
${fleet.tenants.map((status) => row(status, frame.now))}
</tbody>
</table>`;
}

function columnHead({ key, title, css }: (typeof columns)[number], query: FleetQuery): Html {
  const sorted = query.sort === key;
  const order = sorted && query.order === 'asc' ? 'desc' : 'asc';
  const mark = sorted ? html` aria-sort="${query.order === 'asc' ? 'ascending' : 'descending'}"` : nothing;
  return html`<th scope="col" class="${css}"${mark}><a href="/${fleetSearch(query, { sort: key, order })}">${title}</a></th>`;
}

function row(status: TenantStatus, now: Date): Html {
  const { tenant, displayName, state, summary, product, tier, region, ring, comparedAt } = status;
  return html`<tr>
<th scope="row"><a href="/tenants/${pathPart(tenant)}"><bdi>${displayName || tenant}</bdi></a> <span class="id">${tenant}</span></th>
<td class="told">${stateBadge(state)}${state === 'live' ? nothing : html` <span class="summary"><bdi>${summary}</bdi></span>`}</td>
<td class="wide">${product}</td><td class="middle">${tier}</td><td class="middle">${region}</td><td class="wide">${ring}</td>
<td class="middle">${timeAgo(comparedAt, now)}</td>
</tr>
`;
}

function pager({ page, pages, total, tenants }: FleetPage, query: FleetQuery): Html {
  if (total === 0) return nothing;
  const first = (page - 1) * query.size + 1;
  const step = (to: number, text: string, rel: string) =>
    to >= 1 && to <= pages
      ? html`<a rel="${rel}" href="/${fleetSearch(query, { page: to })}">${text}</a>`
      : html`<span class="quiet">${text}</span>`;
  return html`<nav class="pager" aria-label="Pages">
<span>${number(first)}–${number(first + tenants.length - 1)} of ${number(total)}</span>
${step(page - 1, 'Previous', 'prev')} <span class="quiet">Page ${number(page)} of ${number(pages)}</span> ${step(page + 1, 'Next', 'next')}
</nav>`;
}

/** `10,000`, whatever the machine's locale. */
function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Units of the drawing. */
const width = 1000;
/** A single failed tenant among ten thousand must be seen. */
const narrowest = 4;

function stateBar(counts: FleetPage['counts']): Html {
  const present = tenantStates.filter((state) => counts[state] > 0);
  const total = present.reduce((sum, state) => sum + counts[state], 0);
  if (total === 0) return nothing;
  const widths = present.map((state) => Math.max(narrowest, (counts[state] / total) * width));
  const scale = width / widths.reduce((sum, each) => sum + each, 0);
  let x = 0;
  const parts = present.map((state: TenantState, index) => {
    const own = (widths[index] ?? 0) * scale;
    const part = html`<rect class="part-${state}" x="${x.toFixed(1)}" y="0" width="${own.toFixed(1)}" height="8"/>`;
    x += own;
    return part;
  });
  return html`<svg class="bar" viewBox="0 0 ${width} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

// A tenant that there is no more: what is remembered of it.

import { pathPart } from '../../github/path-part.js';
import type { EventPage } from '../fleet/read-activity.js';
import type { Places } from '../page-data.js';
import { eventList } from './event-list.js';
import { type Html, html } from './html.js';
import { type Frame, layout } from './layout.js';

export interface GoneViewProps {
  readonly tenant: string;
  readonly history: EventPage;
  readonly places: Places;
}

export function goneView(frame: Frame, { tenant, history, places }: GoneViewProps): Html {
  const more = (before: number) => `/tenants/${pathPart(tenant)}?before=${before}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Tenants</a> <span aria-hidden="true">/</span> <span>${tenant}</span></nav>
<div class="heading"><h1>${tenant}</h1></div>
<p class="matter">This tenant is neither published nor known to Argo CD any more.</p>
<section aria-labelledby="past"><h2 id="past">History</h2>
${eventList({ page: history, places, now: frame.now, namesTenants: false, more })}</section>`;
  return layout(frame, { title: tenant, current: 'fleet', body });
}

// The audit log as a page, filtered by kind and tenant.
import { auditKinds } from '../../history/history.js';
import type { ActivityQuery } from '../fleet/fleet-query.js';
import type { EventPage } from '../fleet/read-activity.js';
import type { Places } from '../page-data.js';
import { eventList, kindWord } from './event-list.js';
import { type Html, html, nothing } from './html.js';
import { type Frame, layout } from './layout.js';

interface ActivityViewProps {
  readonly page: EventPage;
  readonly query: ActivityQuery;
  readonly places: Places;
}

export function activityView(frame: Frame, { page, query, places }: ActivityViewProps): Html {
  const more = (before: number) => `/activity${search({ ...query, before })}`;
  const body = html`<div class="heading"><h1>Activity</h1></div>
${filters(query)}
<section id="feed" data-live aria-label="Events">
${eventList({ page, places, now: frame.now, namesTenants: true, more })}
</section>`;
  return layout(frame, { title: 'Activity', current: 'activity', live: '/events?', body });
}

function filters({ kind, tenant, limit }: ActivityQuery): Html {
  const options = auditKinds.map(
    (each) => html`<option value="${each}"${each === kind ? html` selected` : nothing}>${kindWord(each)}</option>`,
  );
  return html`<form class="filters" role="search" method="get" action="/activity">
<label class="search">Tenant <input type="search" name="tenant" value="${tenant ?? ''}" maxlength="63" placeholder="its id" autocomplete="off"></label>
<label>Event <select name="kind"><option value="">Any</option>${options}</select></label>
<input type="hidden" name="limit" value="${limit}"><button>Apply</button> <a class="plain" href="/activity">Clear</a>
</form>`;
}

function search(query: ActivityQuery): string {
  const params = new URLSearchParams();
  for (const key of ['kind', 'tenant', 'before', 'limit'] as const) {
    const value = query[key];
    if (value !== undefined) params.set(key, String(value));
  }
  return `?${params}`;
}

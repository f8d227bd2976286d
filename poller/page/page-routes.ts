// The pages for people: each reads the address, selects what the viewer may see, and shows it.

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { tenantText } from '../../generator/read/tenant-text.js';
import { pathPart } from '../github/client.js';
import { tryPrefilledLink } from '../github/proposals.js';
import { auditKinds } from '../history/history.js';
import { maySee, type Viewer, visibleTo } from './access/viewer.js';
import { readQuery } from './answers.js';
import type { ChangeFeed } from './events/change-feed.js';
import { type ActivityQuery, activityQuery, fleetQuery, historyQuery } from './fleet/fleet-query.js';
import { type EventPage, readActivity, readHistory } from './fleet/read-activity.js';
import { selectTenants } from './fleet/select-tenants.js';
import { checkForm, emptyForm, readForm } from './new-tenant-form.js';
import type { Catalog, Places } from './page-data.js';
import type { PageEnv, PageOptions } from './page-options.js';
import { eventList, kindWord } from './views/event-list.js';
import { type Html, html, nothing } from './views/html.js';
import { type Frame, frameOf, layout } from './views/layout.js';
import { newTenantForm, newTenantReady } from './views/new-tenant-view.js';
import { overview } from './views/overview.js';
import { tenantView } from './views/tenant-view.js';

export function pageRoutes(options: PageOptions, feed: Pick<ChangeFeed, 'newest'>): Hono<PageEnv> {
  const { data } = options;
  const frame = (c: Context<PageEnv>) => frameOf(options, c.var.viewer, feed.newest);
  return new Hono<PageEnv>()
    .get('/', (c) => {
      const query = readQuery(c, fleetQuery);
      return c.html(overview(frame(c), selectTenants(visibleTo(c.var.viewer, data.statuses()), query), query));
    })
    .get('/tenants/:tenant', async (c) => {
      const tenant = c.req.param('tenant');
      if (!maySee(c.var.viewer, tenant)) return c.notFound();
      const { places } = data;
      const status = data.tryFindStatus(tenant);
      const history = await readHistory(data, tenant, readQuery(c, historyQuery));
      if (status !== undefined) return c.html(tenantView(frame(c), { status, history, places }));
      return history.events.length === 0 ? c.notFound() : c.html(goneView(frame(c), { tenant, history, places }));
    })
    .get('/activity', async (c) => {
      const query = readQuery(c, activityQuery);
      const page = await readActivity(data, c.var.viewer, query);
      return c.html(activityView(frame(c), { page, query, places: data.places }));
    })
    .get('/new', (c) => {
      const { catalog } = data;
      if (catalog === undefined) return c.notFound();
      return c.html(newTenantForm(frame(c), { form: emptyForm, catalog, mistakes: {} }));
    })
    .post('/new', bodyLimit({ maxSize: largestForm }), async (c) => {
      const { catalog } = data;
      return catalog === undefined ? c.notFound() : await checkNewTenant(c, options, catalog);
    });
}

/** Bytes. */
const largestForm = 32 * 1024;

async function checkNewTenant(c: Context<PageEnv>, options: PageOptions, catalog: Catalog): Promise<Response> {
  const { data, now } = options;
  const given = readForm(await c.req.parseBody());
  const checked = checkForm(given, catalog, now().toISOString().slice(0, 10), (id) =>
    isTaken(id, c.var.viewer, options),
  );
  const frame = frameOf(options, c.var.viewer);
  if ('mistakes' in checked) {
    return c.html(newTenantForm(frame, { form: given, catalog, mistakes: checked.mistakes }), 422);
  }
  const text = tenantText({ id: given.id, spec: checked.tenant.spec });
  return c.html(newTenantReady(frame, { id: given.id, text, address: proposalLink(given.id, text, data.places) }));
}

/** Absent without a repository, and for a file that no link can hold. */
function proposalLink(id: string, text: string, { source }: Pick<Places, 'source'>): string | undefined {
  if (source === undefined) return undefined;
  const { url: repositoryUrl, branch } = source;
  return tryPrefilledLink({ repositoryUrl, branch, path: `tenants/${id}.yaml`, text, message: `tenants: add ${id}` });
}

/** Whoever sees some tenants only does not learn who else there is; the pull request's check finds it. */
function isTaken(id: string, viewer: Viewer, { data }: PageOptions): boolean {
  return maySee(viewer, id) && data.tryFindStatus(id) !== undefined;
}

interface GoneViewProps {
  readonly tenant: string;
  readonly history: EventPage;
  readonly places: Places;
}

function goneView(frame: Frame, { tenant, history, places }: GoneViewProps): Html {
  const more = (before: number) => `/tenants/${pathPart(tenant)}?before=${before}`;
  const body = html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/">Tenants</a> <span aria-hidden="true">/</span> <span>${tenant}</span></nav>
<div class="heading"><h1>${tenant}</h1></div>
<p class="matter">This tenant is neither published nor known to Argo CD any more.</p>
<section aria-labelledby="past"><h2 id="past">History</h2>
${eventList({ page: history, places, now: frame.now, namesTenants: false, more })}</section>`;
  return layout(frame, { title: tenant, current: 'fleet', body });
}

interface ActivityViewProps {
  readonly page: EventPage;
  readonly query: ActivityQuery;
  readonly places: Places;
}

function activityView(frame: Frame, { page, query, places }: ActivityViewProps): Html {
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

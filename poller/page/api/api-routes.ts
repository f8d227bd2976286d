// The API: the page's data for programs, with the same filters and limits. /api/openapi.json describes it.
import { Hono } from 'hono';
import type { TenantStatus } from '../../status/tenant-status.js';
import { maySee, visibleTo } from '../access/viewer.js';
import { problem, readQuery } from '../answers.js';
import { activityQuery, fleetQuery, historyQuery } from '../fleet/fleet-query.js';
import { readActivity, readHistory } from '../fleet/read-activity.js';
import { fleetHealth, selectTenants } from '../fleet/select-tenants.js';
import type { PageData } from '../page-data.js';
import type { PageEnv } from '../page-options.js';
import { tenantLinks } from '../tenant-links.js';
import type { TenantSummary } from './api-schemas.js';
import { openApi } from './open-api.js';

export function apiRoutes(data: PageData): Hono<PageEnv> {
  const description = openApi();
  return new Hono<PageEnv>()
    .get('/openapi.json', (c) => c.json(description))
    .get('/health', (c) => c.json(fleetHealth(data.problems(), visibleTo(c.var.viewer, data.statuses()))))
    .get('/tenants', (c) => {
      const query = readQuery(c, fleetQuery);
      const { tenants, total, page, pages, counts } = selectTenants(visibleTo(c.var.viewer, data.statuses()), query);
      return c.json({ tenants: tenants.map(summaryOf), total, page, pages, counts });
    })
    .get('/tenants/:tenant', (c) => {
      const tenant = c.req.param('tenant');
      const status = maySee(c.var.viewer, tenant) ? data.tryFindStatus(tenant) : undefined;
      if (status === undefined) return problem(c, 404, 'Not Found', 'there is no such tenant');
      return c.json({ ...status, links: tenantLinks(status, data.places) });
    })
    .get('/tenants/:tenant/history', async (c) => {
      const tenant = c.req.param('tenant');
      const query = readQuery(c, historyQuery);
      const page = maySee(c.var.viewer, tenant) ? await readHistory(data, tenant, query) : { events: [] };
      const known = page.events.length > 0 || (maySee(c.var.viewer, tenant) && data.tryFindStatus(tenant));
      return known ? c.json(page) : problem(c, 404, 'Not Found', 'there is no such tenant');
    })
    .get('/activity', async (c) => c.json(await readActivity(data, c.var.viewer, readQuery(c, activityQuery))));
}

function summaryOf(status: TenantStatus): TenantSummary {
  const { tenant, displayName, namespace, cluster, region, product, tier, ring, lifecycle, url } = status;
  const { state, summary, comparedAt } = status;
  return {
    tenant,
    displayName,
    namespace,
    cluster,
    region,
    product,
    tier,
    ring,
    lifecycle,
    url,
    state,
    summary,
    comparedAt,
  };
}

// Reads a page of the audit log that one viewer may see.
import type { AuditEvent } from '../../history/history.js';
import { maySee, type Viewer } from '../access/viewer.js';
import type { PageData } from '../page-data.js';
import type { ActivityQuery } from './fleet-query.js';

export interface EventPage {
  readonly events: readonly AuditEvent[];
  /** What `before` is for the page after it; absent on the last. */
  readonly next?: number;
}

export async function readActivity(data: PageData, viewer: Viewer, query: ActivityQuery): Promise<EventPage> {
  const tenants = tenantsAsked(viewer, query.tenant);
  if (tenants !== undefined && tenants.length === 0) return { events: [] };
  const { kind, before, limit } = query;
  const events = await data.activity({
    limit: limit + 1,
    before,
    kinds: kind === undefined ? undefined : [kind],
    tenants,
  });
  return pageOf(events, limit);
}

export async function readHistory(
  data: PageData,
  tenant: string,
  { before, limit }: Pick<ActivityQuery, 'before' | 'limit'>,
): Promise<EventPage> {
  const events = await data.history(tenant, { limit: limit + 1, before });
  return pageOf(events, limit);
}

/** `undefined` is everybody's. */
function tenantsAsked(viewer: Viewer, tenant: string | undefined): readonly string[] | undefined {
  if (tenant !== undefined) return maySee(viewer, tenant) ? [tenant] : [];
  return viewer.tenants === 'all' ? undefined : [...viewer.tenants].sort();
}

/** One more than was asked for tells whether there is another page. */
function pageOf(found: readonly AuditEvent[], limit: number): EventPage {
  const events = found.slice(0, limit);
  const last = events.at(-1);
  return found.length > limit && last !== undefined ? { events, next: last.id } : { events };
}

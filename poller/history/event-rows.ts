// Reads and writes events. Ids follow the order of commits, because every writer holds the writers' lock.

import type { Queries, Row } from './database.js';
import type { AuditEvent, AuditKind, EventQuery } from './history.js';
import type { NewEvent } from './transitions.js';

/** An event with its place among its tenant's. */
export type NumberedEvent = NewEvent & { readonly number: number };

export async function insertEvents(queries: Queries, events: readonly NumberedEvent[]): Promise<readonly AuditEvent[]> {
  if (events.length === 0) return [];
  const { rows } = await queries.query(
    `insert into tenantry.audit_event
       (tenant, number, kind, at, step, state, message, seconds, source_commit, published_commit, pull_request)
     select tenant, number, kind, at, step, state, message, seconds, "sourceCommit", "publishedCommit", "pullRequest"
     from jsonb_to_recordset($1::jsonb) as row
       (place integer, tenant text, number bigint, kind text, at timestamptz, step text, state text, message text,
        seconds double precision, "sourceCommit" text, "publishedCommit" text, "pullRequest" bigint)
     order by place returning *`,
    [JSON.stringify(events.map((event, place) => ({ place, ...event })))],
  );
  return rows.map(eventOf).sort((one, other) => one.id - other.id);
}

export async function readEvents(
  queries: Queries,
  { before, limit, kinds, tenants }: EventQuery,
): Promise<readonly AuditEvent[]> {
  const { rows } = await queries.query(
    `select * from tenantry.audit_event
     where ($1::bigint is null or id < $1) and ($2::text[] is null or kind = any($2)) and ($3::text[] is null or tenant = any($3))
     order by id desc limit $4`,
    [before ?? null, kinds ?? null, tenants ?? null, limit],
  );
  return rows.map(eventOf);
}

/** By a tenant's own numbers, whose index holds no other tenant. */
export async function readTenantEvents(
  queries: Queries,
  tenant: string,
  { before, limit }: Pick<EventQuery, 'before' | 'limit'>,
): Promise<readonly AuditEvent[]> {
  const { rows } = await queries.query(
    `select * from tenantry.audit_event where tenant = $1 and ($2::bigint is null or id < $2)
     order by number desc limit $3`,
    [tenant, before ?? null, limit],
  );
  return rows.map(eventOf);
}

export async function readEventsSince(queries: Queries, id: number, limit: number): Promise<readonly AuditEvent[]> {
  const { rows } = await queries.query('select * from tenantry.audit_event where id > $1 order by id limit $2', [
    id,
    limit,
  ]);
  return rows.map(eventOf);
}

/** But none of a tenant's latest progress, which begins with its last request. */
export async function deleteOldEvents(queries: Queries, days: number): Promise<number> {
  const { rows } = await queries.query(
    `with latest as (
       select tenant, max(number) as number from tenantry.audit_event
       where kind in ('Requested', 'Retried') and tenant in (select tenant from tenantry.tenant_status) group by tenant
     ), gone as (
       delete from tenantry.audit_event event
       where at < clock_timestamp() - make_interval(days => $1::integer)
         and not exists (select from latest where latest.tenant = event.tenant and event.number >= latest.number)
       returning 1
     )
     select count(*) as count from gone`,
    [days],
  );
  return Number(rows[0]?.['count']);
}

function eventOf(row: Row): AuditEvent {
  return {
    id: Number(row['id']),
    tenant: String(row['tenant']),
    kind: row['kind'] as AuditKind,
    at: isoTime(row['at']),
    state: row['state'] as AuditEvent['state'],
    message: String(row['message']),
    step: (row['step'] ?? undefined) as AuditEvent['step'],
    seconds: numberIn(row['seconds']),
    sourceCommit: (row['source_commit'] ?? undefined) as string | undefined,
    publishedCommit: (row['published_commit'] ?? undefined) as string | undefined,
    pullRequest: numberIn(row['pull_request']),
  };
}

function numberIn(value: unknown): number | undefined {
  return value === null ? undefined : Number(value);
}

function isoTime(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

// Stores a batch of statuses and their events in one transaction, so a batch that was interrupted is recorded again as a whole.

import { isDeepStrictEqual } from 'node:util';
import { OutsideError } from '../../constructs/base/finding.js';
import type { TenantStatus } from '../status/tenant-status.js';
import { type Database, type Queries, type Row, storable } from './database.js';
import { insertEvents, type NumberedEvent } from './event-rows.js';
import type { Recorded } from './history.js';
import type { Lease } from './lease.js';
import { type NewEvent, offboardedEvent, type Progress, type StoredTenant, transitions } from './transitions.js';

/** `at`: by the database's clock, ISO 8601 in UTC. No tenant may stand twice in `seen`. */
export async function recordBatch(queries: Queries, seen: readonly TenantStatus[], at: string): Promise<Recorded> {
  const fitting = seen.map((status) => storable(status));
  const before = await readSnapshots(
    queries,
    fitting.map(({ tenant }) => tenant),
  );
  const results = fitting.map((status) => {
    const snapshot = before.get(status.tenant) ?? { lastNumber: 0 };
    return { snapshot, ...transitions(snapshot.tenant, status, at) };
  });
  const events = await insertEvents(
    queries,
    results.flatMap(({ events, snapshot }) => numbered(events, snapshot)),
  );
  const changed = results.filter(({ snapshot, tenant }) => isWorthWriting(snapshot.tenant, tenant));
  await writeSnapshots(
    queries,
    changed.map(({ tenant, snapshot, events }) => ({ tenant, lastNumber: snapshot.lastNumber + events.length })),
  );
  return { events, statuses: results.map(({ tenant }) => tenant.status), at };
}

export async function forgetBatch(queries: Queries, tenants: readonly string[], at: string): Promise<Recorded> {
  const before = await readSnapshots(queries, tenants);
  const farewells = [...before.values()].flatMap((snapshot) =>
    snapshot.tenant ? numbered([offboardedEvent(snapshot.tenant, at)], snapshot) : [],
  );
  const events = await insertEvents(queries, farewells);
  await removeSnapshots(queries, tenants);
  const statuses = [...before.values()].flatMap(({ tenant }) => tenant?.status ?? []);
  return { events, statuses, at };
}

function numbered(events: readonly NewEvent[], { lastNumber }: Snapshot): NumberedEvent[] {
  return events.map((event, index) => ({ ...event, number: lastNumber + index + 1 }));
}

interface Snapshot {
  /** Absent for a tenant that is new, or has gone and comes again. */
  readonly tenant?: StoredTenant;
  readonly lastNumber: number;
}

/** One for each of the tenants. */
async function readSnapshots(queries: Queries, tenants: readonly string[]): Promise<ReadonlyMap<string, Snapshot>> {
  const { rows } = await queries.query(
    `select tenant, remembered, coalesce(last_number,
       (select max(number) from tenantry.audit_event e where e.tenant = t.tenant), 0) as last_number
     from unnest($1::text[]) as t (tenant) left join tenantry.tenant_status using (tenant)`,
    [tenants],
  );
  return new Map(rows.map((row) => [String(row['tenant']), snapshotOf(row)]));
}

function snapshotOf(row: Row): Snapshot {
  return { tenant: fromColumn(row), lastNumber: Number(row['last_number']) };
}

/** A stored tenant as its column has it, under the names of the first version. */
interface RememberedColumn {
  readonly status: TenantStatus;
  readonly way: Omit<Progress, 'reported' | 'reportedSteps'> & {
    readonly told?: Progress['reported'];
    readonly news?: Progress['reportedSteps'];
  };
}

/** Only this file writes the column. */
function fromColumn(row: Row): StoredTenant | undefined {
  const column = row['remembered'] as RememberedColumn | null;
  if (column === null) return undefined;
  const { told: reported, news: reportedSteps, ...progress } = column.way;
  return { status: column.status, progress: { ...progress, reported, reportedSteps } };
}

function toColumn({ status, progress }: StoredTenant): RememberedColumn {
  const { reported: told, reportedSteps: news, ...way } = progress;
  return { status, way: { ...way, told, news } };
}

export async function readStatuses(queries: Queries): Promise<readonly TenantStatus[]> {
  const { rows } = await queries.query(`select remembered from tenantry.tenant_status order by tenant collate "C"`);
  return rows.flatMap((row) => fromColumn(row)?.status ?? []);
}

interface NewSnapshot {
  readonly tenant: StoredTenant;
  readonly lastNumber: number;
}

async function writeSnapshots(queries: Queries, snapshots: readonly NewSnapshot[]): Promise<void> {
  if (snapshots.length === 0) return;
  const rows = snapshots.map(({ tenant, lastNumber }) => ({
    tenant: tenant.status.tenant,
    remembered: toColumn(tenant),
    last_number: lastNumber,
  }));
  await queries.query(
    `insert into tenantry.tenant_status (tenant, remembered, last_number)
     select tenant, remembered, last_number
     from jsonb_to_recordset($1::jsonb) as row (tenant text, remembered jsonb, last_number bigint)
     on conflict (tenant) do update set remembered = excluded.remembered, last_number = excluded.last_number`,
    [JSON.stringify(rows)],
  );
}

async function removeSnapshots(queries: Queries, tenants: readonly string[]): Promise<void> {
  await queries.query('delete from tenantry.tenant_status where tenant = any($1::text[])', [tenants]);
}

/**
 * Argo CD compares every tenant every few minutes, and with each commit anybody makes: that alone would write ten thousand
 * rows for nothing. What is left out here is known again with the next status.
 */
function isWorthWriting(before: StoredTenant | undefined, after: StoredTenant): boolean {
  return before === undefined || !isDeepStrictEqual(withoutComparison(before), withoutComparison(after));
}

/** As JSON has it: a field that is undefined is one that is not there. */
function withoutComparison({ status, progress }: StoredTenant): unknown {
  const { comparedAt: _comparedAt, revision: _revision, ...rest } = status;
  return JSON.parse(JSON.stringify({ rest, progress }));
}

/** Any number but that of migrations. */
const writersLock = 0x74656e616e75;

/** The lease went to another while this process still meant to hold it. */
export class LeaseLost extends OutsideError {
  constructor(lease: Lease) {
    super(`another replica holds the lease ${lease.name} by now`, { hint: 'nothing to do: the other one goes on' });
    this.name = 'LeaseLost';
  }
}

/** `run` gets the database's time, ISO 8601 in UTC. */
export async function inWriteTransaction<T>(
  database: Database,
  lease: Lease | undefined,
  run: (queries: Queries, at: string) => Promise<T>,
): Promise<T> {
  return database.transaction(async (queries) => {
    await queries.query('select pg_advisory_xact_lock($1)', [writersLock]);
    const { rows } = await queries.query('select clock_timestamp() as at');
    const at = rows[0]?.['at'];
    if (lease) await refuseLost(queries, lease);
    return run(queries, at instanceof Date ? at.toISOString() : String(at));
  });
}

/** The row stays locked until the end of the transaction, so the lease can not change hands before. */
async function refuseLost(queries: Queries, lease: Lease): Promise<void> {
  const { rows } = await queries.query(
    'select 1 from tenantry.lease where name = $1 and token = $2 and until > clock_timestamp() for share',
    [lease.name, lease.token],
  );
  if (rows.length === 0) throw new LeaseLost(lease);
}

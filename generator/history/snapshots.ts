// The row of each tenant: its status, what was told of its way, and how many events it has had.
import { isDeepStrictEqual } from 'node:util';
import type { TenantStatus } from '../../argocd/status/tenant-status.js';
import type { Queries, Row } from './database.js';
import type { Remembered } from './way.js';

export interface Snapshot {
  /** Absent for a tenant that is new, or has gone and comes again. */
  readonly remembered?: Remembered;
  readonly lastNumber: number;
}

/** One for each of the tenants. */
export async function readSnapshots(
  queries: Queries,
  tenants: readonly string[],
): Promise<ReadonlyMap<string, Snapshot>> {
  const { rows } = await queries.query(
    `select tenant, remembered, coalesce(last_number,
       (select max(number) from tenantry.audit_event e where e.tenant = t.tenant), 0) as last_number
     from unnest($1::text[]) as t (tenant) left join tenantry.tenant_status using (tenant)`,
    [tenants],
  );
  return new Map(rows.map((row) => [String(row['tenant']), snapshotOf(row)]));
}

function snapshotOf(row: Row): Snapshot {
  const remembered = rememberedOf(row);
  return { ...(remembered && { remembered }), lastNumber: Number(row['last_number']) };
}

/** Only this room writes the column, and a migration changes it with the type. */
function rememberedOf(row: Row): Remembered | undefined {
  return (row['remembered'] as Remembered | null) ?? undefined;
}

export async function readStatuses(queries: Queries): Promise<readonly TenantStatus[]> {
  const { rows } = await queries.query(`select remembered from tenantry.tenant_status order by tenant collate "C"`);
  return rows.flatMap((row) => rememberedOf(row)?.status ?? []);
}

export interface NewSnapshot {
  readonly remembered: Remembered;
  readonly lastNumber: number;
}

export async function writeSnapshots(queries: Queries, snapshots: readonly NewSnapshot[]): Promise<void> {
  if (snapshots.length === 0) return;
  const rows = snapshots.map(({ remembered, lastNumber }) => ({
    tenant: remembered.status.tenant,
    remembered,
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

export async function removeSnapshots(queries: Queries, tenants: readonly string[]): Promise<void> {
  await queries.query('delete from tenantry.tenant_status where tenant = any($1::text[])', [tenants]);
}

/**
 * Argo CD compares every tenant every few minutes, and with each commit anybody makes: that alone would write ten thousand
 * rows for nothing. What is left out here is known again with the next look.
 */
export function isWorthWriting(before: Remembered | undefined, after: Remembered): boolean {
  return before === undefined || !isDeepStrictEqual(lasting(before), lasting(after));
}

function lasting({ status, way }: Remembered): unknown {
  const { comparedAt: _comparedAt, revision: _revision, ...rest } = status;
  return { rest, way };
}

// A transaction in which only this process writes history: ids follow the order of commits, two that read the same row do not
// both add to it, and who has lost the lease is refused.
import { OutsideError } from '../finding/outside-error.js';
import type { Database, Queries } from './database.js';
import type { Lease } from './lease.js';

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
export async function writing<T>(
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

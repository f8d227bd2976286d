// A PostgreSQL server by its URL: a few connections, each given back at once. TLS is as the URL says: `sslmode=verify-full`.
import type { Pool, PoolClient } from 'pg';
import { OutsideError } from '../../constructs/base/finding.js';
import type { Database, Queries } from './database.js';
import { databaseError } from './database.js';

/** One records, one renews the lease, the rest read for the page. */
const connections = 5;
/** Milliseconds. */
const connectTimeout = 10_000;
const statementTimeout = 60_000;

/** Connects with the first query. */
export async function postgresDatabase(url: string): Promise<Database> {
  const name = nameOf(url);
  const pg = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectTimeout,
    statement_timeout: statementTimeout,
    query_timeout: statementTimeout + connectTimeout,
    keepAlive: true,
    application_name: 'tenantry',
  });
  // An idle connection that breaks is no news: the next query opens another, or fails and says why.
  pool.on('error', () => {});
  const guarded = guard(name);
  return {
    name,
    ...queriesOf(pool, guarded),
    transaction: (run) => guarded(() => transaction(pool, guarded, run)),
    maintain: async () => {},
    close: () => pool.end(),
  };
}

function nameOf(url: string): string {
  if (!URL.canParse(url))
    throw new OutsideError('DATABASE_URL is no address', {
      hint: 'give it as postgres://user:password@host:5432/database',
    });
  const { protocol, host, pathname } = new URL(url);
  if (protocol !== 'postgres:' && protocol !== 'postgresql:')
    throw new OutsideError(`DATABASE_URL begins with ${protocol}`, { hint: 'only PostgreSQL is known: postgres://…' });
  return `PostgreSQL at ${host}${pathname}`;
}

type Guard = <T>(run: () => Promise<T>) => Promise<T>;

function guard(name: string): Guard {
  return async (run) => {
    try {
      return await run();
    } catch (error) {
      throw isDatabaseError(error) ? databaseError(name, error) : error;
    }
  };
}

/** What pg and the system throw has a code, or speaks of the connection; our own errors and defects go through as they are. */
function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && ('code' in error || /connect|timeout/i.test(error.message));
}

function queriesOf(client: Pool | PoolClient, guarded: Guard): Queries {
  return {
    query: (sql, params = []) => guarded(() => client.query(sql, [...params])),
    script: async (sql) => {
      await guarded(() => client.query(sql));
    },
  };
}

async function transaction<T>(pool: Pool, guarded: Guard, run: (queries: Queries) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const breaks = (error: Error) => {
    broken = error;
  };
  client.on('error', breaks);
  try {
    await client.query('begin');
    const result = await run(queriesOf(client, guarded));
    await client.query('commit');
    return result;
  } catch (error) {
    broken ??= await rollBack(client);
    throw error;
  } finally {
    client.off('error', breaks);
    client.release(broken);
  }
}

/** What went wrong, where not even that works: the connection is thrown away, and the server undoes the rest. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query('rollback');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

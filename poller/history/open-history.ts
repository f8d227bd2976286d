// Opens the store and migrates it: PostgreSQL where DATABASE_URL names one, otherwise the embedded database in `.tenantry/history`.
import type { TenantStatus } from '../status/tenant-status.js';
import type { Database, Queries } from './database.js';
import { deleteOldEvents, readEvents, readEventsSince, readTenantEvents } from './event-rows.js';
import type { History, Recorded, RecordOptions } from './history.js';
import { leasesIn } from './lease.js';
import { migrate } from './migrate.js';
import { deleteOldMessages, outboxIn, storeDesires } from './outbox-rows.js';
import { forgetBatch, inWriteTransaction, readStatuses, recordBatch } from './record-batch.js';

interface HistoryPlace {
  /** As in DATABASE_URL. */
  readonly url?: string | undefined;
  /** For the embedded database. */
  readonly folder: string;
}

export async function openHistory({ url, folder }: HistoryPlace): Promise<History> {
  const database = await openDatabase(url, folder);
  try {
    await migrate(database);
    return historyIn(database);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Either library takes a while to load, and most commands need neither. */
async function openDatabase(url: string | undefined, folder: string): Promise<Database> {
  if (url) return (await import('./postgres-database.js')).postgresDatabase(url);
  return (await import('./embedded-database.js')).embeddedDatabase(folder);
}

/** Tenants of one transaction. The embedded database works in this process: a page waits some 0.3 s for a batch at most. */
const batchSize = 500;

export function historyIn(database: Database): History {
  return {
    name: database.name,
    record: (statuses, options = {}) => record(database, statuses, options),
    forget: (tenants, options = {}) => forget(database, tenants, options),
    endFirstImport: () => endFirstImport(database),
    statuses: () => readStatuses(database),
    history: (tenant, query) => readTenantEvents(database, tenant, query),
    activity: (query) => readEvents(database, query),
    since: (id, limit) => readEventsSince(database, id, limit),
    prune: async (days) => {
      const removed = await deleteOldEvents(database, days);
      await deleteOldMessages(database, days);
      await database.maintain();
      return removed;
    },
    ping: async () => {
      await database.query('select 1');
    },
    outbox: outboxIn(database),
    leases: leasesIn(database),
    close: () => database.close(),
  };
}

/** Of a tenant that stands twice, the last counts. */
async function record(
  database: Database,
  statuses: readonly TenantStatus[],
  { lease, desires }: RecordOptions,
): Promise<Recorded> {
  const seen = [...new Map(statuses.map((status) => [status.tenant, status])).values()];
  const first = await isFirstImport(database);
  const parts: Recorded[] = [];
  for (let start = 0; start < seen.length; start += batchSize)
    parts.push(
      await inWriteTransaction(database, lease, async (queries, at) => {
        const recorded = await recordBatch(queries, seen.slice(start, start + batchSize), at);
        await storeDesires(queries, desires?.(recorded, first) ?? []);
        return recorded;
      }),
    );
  return together(parts, first);
}

function together(parts: readonly Recorded[], firstImport: boolean): Recorded {
  return {
    events: parts.flatMap(({ events }) => events),
    statuses: parts.flatMap(({ statuses }) => statuses),
    at: parts.at(-1)?.at ?? '',
    firstImport,
  };
}

/** Until it was ended, however often it was interrupted. */
async function isFirstImport(queries: Queries): Promise<boolean> {
  const { rows } = await queries.query("select 1 from tenantry.milestone where name = 'imported'");
  return rows.length === 0;
}

async function endFirstImport(queries: Queries): Promise<void> {
  await queries.query("insert into tenantry.milestone (name) values ('imported') on conflict do nothing");
}

async function forget(
  database: Database,
  tenants: readonly string[],
  { lease, desires }: RecordOptions,
): Promise<Recorded> {
  return inWriteTransaction(database, lease, async (queries, at) => {
    const recorded = await forgetBatch(queries, tenants, at);
    await storeDesires(queries, desires?.(recorded, false) ?? []);
    return recorded;
  });
}

// Opens the store: PostgreSQL where DATABASE_URL names one, or else the embedded database in `.tenantry/history`; brings its
// tables up to date.
import type { Database } from './database.js';
import type { History } from './history.js';
import { historyIn } from './history-in.js';
import { migrate } from './migrate.js';

export interface HistoryPlace {
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

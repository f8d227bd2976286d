// PostgreSQL inside this process (PGlite), for one replica. It survives a kill of the process. Nothing is forced to the disk, so a
// machine that loses power may lose the last seconds (github.com/electric-sql/pglite/issues/1107).
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PGlite, PGliteInterface, Transaction } from '@electric-sql/pglite';
import type { Database, Queries } from './database.js';
import { databaseError } from './database.js';
import { lockFolder } from './folder-lock.js';

/** Instead of 128 MB: the tables of 10,000 tenants are some 40 MB, and the system caches files too. */
const settings = ['-c', 'shared_buffers=24MB', '-c', 'wal_buffers=1MB'];

export async function embeddedDatabase(folder: string): Promise<Database> {
  const name = `the embedded database in ${folder}`;
  let unlock = () => {};
  try {
    unlock = lockFolder(folder);
    return databaseOf(name, await open(folder), unlock);
  } catch (error) {
    unlock();
    throw databaseError(name, error);
  }
}

/** A new database is made beside its place: one whose making was killed halfway would never open. */
async function open(folder: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const path = join(folder, 'database');
  const create = (dataDir: string) =>
    PGlite.create({ dataDir, relaxedDurability: false, startParams: [...PGlite.defaultStartParams, ...settings] });
  if (!existsSync(path)) {
    const unfinished = join(folder, 'unfinished');
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished);
    await (await create(unfinished)).close();
    renameSync(unfinished, path);
  }
  return create(path);
}

function databaseOf(name: string, pglite: PGlite, unlock: () => void): Database {
  const guarded = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      throw isDatabaseError(error) ? databaseError(name, error) : error;
    }
  };
  return {
    name,
    ...queriesOf(pglite, guarded),
    transaction: (run) => guarded(() => pglite.transaction((tx) => run(queriesOf(tx, guarded)))),
    maintain: () => guarded(() => maintain(pglite)),
    close: async () => {
      await pglite.close().finally(unlock);
    },
  };
}

/** What PostgreSQL throws has a code; what the WebAssembly throws when it dies is a RuntimeError. */
function isDatabaseError(error: unknown): boolean {
  return error instanceof Error && (error.name === 'RuntimeError' || 'code' in error);
}

function queriesOf(client: PGliteInterface | Transaction, guarded: <T>(run: () => Promise<T>) => Promise<T>): Queries {
  return {
    query: (sql, params = []) => guarded(() => client.query(sql, [...params])),
    script: async (sql) => {
      await guarded(() => client.exec(sql));
    },
  };
}

/** No server runs beside it that would do either. */
async function maintain(pglite: PGlite): Promise<void> {
  await pglite.exec('vacuum (analyze)');
  await pglite.exec('checkpoint');
}

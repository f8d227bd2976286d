// Brings the tables of a database to the newest state with postgrator. Replicas that start together wait for each other, and
// a migration that fails leaves nothing.
import { createHash } from 'node:crypto';
import type Postgrator from 'postgrator';
import { OutsideError } from '../finding/outside-error.js';
import type { Database, Queries } from './database.js';
import { first } from './migrations/0001-first.js';

/** In their order; they are part of the build, so the package needs no files beside it. */
const migrations: readonly { readonly name: string; readonly sql: string }[] = [{ name: 'first', sql: first }];

/** Any number, as long as nobody else in the database takes it: the letters of `tenant`. */
const lockKey = 0x74656e616e74;

export async function migrate(database: Database): Promise<void> {
  const { default: Migrator } = await import('postgrator');
  await database.transaction(async (queries) => {
    await queries.query('select pg_advisory_xact_lock($1)', [lockKey]);
    await refuseNewer(queries);
    const migrator = new Migrator({
      driver: 'pg',
      schemaTable: 'tenantry.migration',
      execQuery: async (sql) => ({ rows: [...(await queries.query(sql)).rows] }),
      execSqlScript: (sql) => queries.script(sql),
    });
    migrator.getMigrations = async () => Object.assign(migrator, { migrations: known() }).migrations;
    await migrator.migrate();
  });
}

function known(): Postgrator.Migration[] {
  return migrations.map(({ name, sql }, index) => ({
    version: index + 1,
    action: 'do',
    filename: `${name}.ts`,
    name,
    md5: createHash('md5').update(sql).digest('hex'),
    getSql: () => sql,
  }));
}

/** A store that a newer Tenantry has changed is left alone: postgrator would only look for a way back. */
async function refuseNewer(queries: Queries): Promise<void> {
  const { rows } = await queries.query("select to_regclass('tenantry.migration') is not null as there");
  if (rows[0]?.['there'] !== true) return;
  const newest = await queries.query('select max(version) as version from tenantry.migration');
  const version = Number(newest.rows[0]?.['version']);
  if (version <= migrations.length) return;
  throw new OutsideError(`the history is of a newer Tenantry (its tables are version ${version})`, {
    hint: 'update Tenantry, or point DATABASE_URL at another database',
  });
}

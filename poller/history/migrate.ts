// Migrates the tables of a database to the newest version. Replicas that start together wait for each other, and a migration that fails
// leaves nothing.

import { createHash } from 'node:crypto';
import type Postgrator from 'postgrator';
import { OutsideError } from '../../constructs/base/finding.js';
import type { Database, Queries } from './database.js';

const first = /* sql */ `
create table tenantry.audit_event (
  id bigint generated always as identity primary key,
  tenant text not null,
  -- Counts a tenant's events from 1: one that is written twice meets itself here.
  number bigint not null,
  kind text not null,
  at timestamptz not null,
  step text,
  state text not null,
  message text not null,
  seconds double precision,
  source_commit text,
  published_commit text,
  pull_request bigint,
  unique (tenant, number)
);
create index audit_event_at on tenantry.audit_event (at);

create function tenantry.refuse_update() returns trigger language plpgsql as $$
begin
  raise exception 'audit events are append-only';
end
$$;
create trigger append_only before update on tenantry.audit_event
  for each row execute function tenantry.refuse_update();

create table tenantry.tenant_status (
  tenant text primary key,
  -- The status, and what was told of its way.
  remembered jsonb not null,
  last_number bigint not null
);

create table tenantry.outbox (
  target text not null,
  subject text not null,
  payload jsonb not null,
  digest text not null,
  -- What many wait for goes before what few do; 0 is first.
  rank smallint not null default 0,
  desired_at timestamptz not null default clock_timestamp(),
  next_attempt_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  last_error text,
  delivered_digest text,
  delivered_at timestamptz,
  receipt jsonb,
  primary key (target, subject)
);
create index outbox_waiting on tenantry.outbox (target, rank, next_attempt_at)
  where delivered_digest is distinct from digest;

create table tenantry.lease (
  name text primary key,
  holder text not null,
  token bigint not null,
  until timestamptz not null
);

-- What has happened to the store itself, as its first import.
create table tenantry.milestone (
  name text primary key,
  at timestamptz not null default clock_timestamp()
);
`;

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

// Reads and writes the outbox. A row is due while the last delivery differs from what is desired.
import { createHash } from 'node:crypto';
import type { Database, Queries, Row } from './database.js';
import { storable } from './database.js';
import type { Desire, Json, Message, Outbox, Setback } from './outbox.js';
import { inWriteTransaction } from './record-batch.js';

export function outboxIn(database: Database): Outbox {
  return {
    desire: (desires, lease) => inWriteTransaction(database, lease, (queries) => storeDesires(queries, desires)),
    due: (targets, limit) => due(database, targets, limit),
    delivered: (message, receipt) => delivered(database, message, receipt),
    failed: (message, setback) => failed(database, message, setback),
    backlog: () => backlog(database),
    keepTargets: async (targets) => {
      await database.query('delete from tenantry.outbox where target <> all($1::text[])', [targets]);
    },
  };
}

/** The last desire of a subject counts. One that a delivery has met already changes nothing. */
export async function storeDesires(queries: Queries, desires: readonly Desire[]): Promise<void> {
  if (desires.length === 0) return;
  const newest = new Map(desires.map((desire) => [JSON.stringify([desire.target, desire.subject]), rowOf(desire)]));
  await queries.query(
    `insert into tenantry.outbox as row (target, subject, payload, digest, rank)
     select target, subject, payload, digest, rank
     from jsonb_to_recordset($1::jsonb) as new (target text, subject text, payload jsonb, digest text, rank smallint)
     on conflict (target, subject) do update set
       payload = excluded.payload, digest = excluded.digest, desired_at = excluded.desired_at
     where row.digest <> excluded.digest`,
    [JSON.stringify([...newest.values()])],
  );
}

function rowOf({ target, subject, payload, rank = 0 }: Desire): Desire & { readonly digest: string } {
  const fitting = storable(payload);
  return {
    target,
    subject,
    payload: fitting,
    rank,
    digest: createHash('sha256').update(JSON.stringify(fitting)).digest('hex'),
  };
}

async function due(queries: Queries, targets: readonly string[], limit: number): Promise<readonly Message[]> {
  const { rows } = await queries.query(
    `select target, subject, payload, digest, attempts, receipt from tenantry.outbox
     where target = any($1::text[]) and delivered_digest is distinct from digest and next_attempt_at <= clock_timestamp()
     order by rank, next_attempt_at, desired_at limit $2`,
    [targets, limit],
  );
  return rows.map(messageOf);
}

function messageOf(row: Row): Message {
  return {
    target: String(row['target']),
    subject: String(row['subject']),
    payload: row['payload'] as Json,
    digest: String(row['digest']),
    attempts: Number(row['attempts']),
    receipt: (row['receipt'] ?? undefined) as Json | undefined,
  };
}

async function delivered(queries: Queries, { target, subject, digest }: Message, receipt?: Json): Promise<void> {
  await queries.query(
    `update tenantry.outbox set delivered_digest = $3, delivered_at = clock_timestamp(), attempts = 0, last_error = null,
       next_attempt_at = clock_timestamp(), receipt = coalesce($4::jsonb, receipt)
     where target = $1 and subject = $2`,
    [target, subject, digest, receipt === undefined ? null : JSON.stringify(receipt)],
  );
}

/** Where the whole target refuses, its other messages need not find out one by one. */
async function failed(queries: Queries, { target, subject }: Message, setback: Setback): Promise<void> {
  await queries.query(
    `update tenantry.outbox set attempts = attempts + 1,
       last_error = case when subject = $2 then $3 else last_error end,
       next_attempt_at = greatest(next_attempt_at, clock_timestamp() + make_interval(secs => $4::double precision))
     where target = $1 and (subject = $2 or ($5::boolean and delivered_digest is distinct from digest))`,
    [target, subject, storable(setback.error), setback.retryAfterSeconds, setback.wholeTarget],
  );
}

async function backlog(queries: Queries): ReturnType<Outbox['backlog']> {
  const { rows } = await queries.query(
    `select target, count(*) as waiting, (array_agg(last_error order by next_attempt_at desc)
       filter (where last_error is not null))[1] as last_error
     from tenantry.outbox where delivered_digest is distinct from digest group by target order by target`,
  );
  return rows.map((row) => ({
    target: String(row['target']),
    waiting: Number(row['waiting']),
    lastError: row['last_error'] === null ? undefined : String(row['last_error']),
  }));
}

/** What was delivered long ago and has not changed since. */
export async function deleteOldMessages(queries: Queries, days: number): Promise<void> {
  await queries.query(
    `delete from tenantry.outbox
     where delivered_digest = digest and delivered_at < clock_timestamp() - make_interval(days => $1::integer)`,
    [days],
  );
}

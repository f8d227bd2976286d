// The first tables. What is in a released migration never changes: its checksum is compared at every start.

export const first = /* sql */ `
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

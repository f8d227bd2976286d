// Which replica records and reports: a row in the shared database that ends by the database's clock. It is not a Lease of Kubernetes,
// because Tenantry writes to no cluster.
import type { Database } from './database.js';

export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** Grows each time the lease changes hands: a write with an old one is refused. */
  readonly token: number;
}

export interface Leases {
  /** Takes or renews it for that long; undefined where another holds it. */
  acquire(name: string, holder: string, seconds: number): Promise<Lease | undefined>;
  /** Gives it back, so that another need not wait for its end. */
  release(lease: Lease): Promise<void>;
}

export function leasesIn(database: Database): Leases {
  return {
    acquire: (name, holder, seconds) => acquire(database, name, holder, seconds),
    release: (lease) => release(database, lease),
  };
}

/** One statement: of two that come at once, the row lets one in. Who holds it still keeps its token. */
async function acquire(database: Database, name: string, holder: string, seconds: number): Promise<Lease | undefined> {
  const { rows } = await database.query(
    `insert into tenantry.lease as held (name, holder, token, until)
     values ($1, $2, 1, clock_timestamp() + make_interval(secs => $3::double precision))
     on conflict (name) do update set
       holder = excluded.holder,
       until = excluded.until,
       token = held.token + case when held.holder = excluded.holder and held.until > clock_timestamp() then 0 else 1 end
     where held.holder = excluded.holder or held.until <= clock_timestamp()
     returning token`,
    [name, holder, seconds],
  );
  const token = rows[0]?.['token'];
  return token === undefined ? undefined : { name, holder, token: Number(token) };
}

async function release(database: Database, { name, token }: Lease): Promise<void> {
  await database.query('update tenantry.lease set until = clock_timestamp() where name = $1 and token = $2', [
    name,
    token,
  ]);
}

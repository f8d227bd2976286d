// What the store asks of a database. PostgreSQL and the embedded PGlite both give it, so every query is written once, in
// PostgreSQL's own SQL.

export type Row = Readonly<Record<string, unknown>>;

export interface Queries {
  /** One statement with `$1` parameters. Whole numbers beyond 32 bits may come as text. */
  query(sql: string, params?: readonly unknown[]): Promise<{ readonly rows: readonly Row[] }>;
  /** Several statements without parameters. */
  script(sql: string): Promise<void>;
}

/** Failures are OutsideErrors: what the database said, never the address with its password. */
export interface Database extends Queries {
  /** For people: `PostgreSQL at db.example:5432/tenantry`, `the embedded database in .tenantry/history`. */
  readonly name: string;
  /** All or nothing: what `run` throws undoes what it did, and is thrown again. */
  transaction<T>(run: (queries: Queries) => Promise<T>): Promise<T>;
  /** What a server does by itself and an embedded database does not: gives back the room of what was removed. */
  maintain(): Promise<void>;
  close(): Promise<void>;
}

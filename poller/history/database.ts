// The interface of a database, which PostgreSQL and the embedded PGlite both have: every query is written once, in PostgreSQL's SQL.
import { OutsideError } from '../../constructs/base/finding.js';
import { scrubbed } from '../../generator/publish/git.js';

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

const hints: Readonly<Record<string, string>> = {
  '53100':
    'the disk of the database is full: make room; nothing is lost, the current state is stored once there is some',
  '53300': 'the database takes no more connections: raise max_connections, or close others',
  '57P03': 'the database is starting or stopping: it is tried again',
  '57P01': 'the database was shut down: it is tried again',
  '25006': 'the database is read-only: DATABASE_URL must name the primary',
  '28P01': 'user or password in DATABASE_URL are wrong',
  '28000': 'the user in DATABASE_URL may not connect',
  '3D000': 'create the database that DATABASE_URL names',
  '42501': 'the user in DATABASE_URL must own the schema tenantry, or be allowed to create it',
  ECONNREFUSED: 'nothing answers at the address in DATABASE_URL: is the database running?',
  ENOTFOUND: 'the host in DATABASE_URL is not known',
  ENOSPC: 'the disk is full: make room in .tenantry/',
  EACCES: 'the folder .tenantry/ must be writable',
  EROFS: 'the folder .tenantry/ must be writable: mount a volume there, or set DATABASE_URL',
};

const otherHint = 'check DATABASE_URL and the database; it is tried again, and nothing that Argo CD knows is lost';

export function databaseError(name: string, cause: unknown): OutsideError {
  if (cause instanceof OutsideError) return cause;
  const { code, message } = described(cause);
  return new OutsideError(`${name}: ${message}`, { hint: hints[code] ?? otherHint, cause });
}

/** Node gives an AggregateError without a message where a host has several addresses. */
function described(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const inner = error instanceof AggregateError ? error.errors.map((one) => described(one).message).join('; ') : '';
  return { code, message: error.message || inner || code };
}

/** Characters of one text, and entries of one list: more than any page shows. */
const longestText = 2000;
const longestList = 500;

/** The same value with texts and lists that fit. */
export function storable<T>(value: T): T;
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.slice(0, longestList).map((entry) => storable(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, storable(entry)]));
}

function storableText(text: string): string {
  const short = text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
  return scrubbed(short)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '');
}

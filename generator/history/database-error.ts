// What a database refuses, in words that help, by PostgreSQL's error codes (postgresql.org/docs/current/errcodes-appendix.html)
// and the system's. The address is never shown: it may hold a password.
import { OutsideError } from '../finding/outside-error.js';

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

// A short digest of plain data, for names and annotations that must change when the data does.
import { createHash } from 'node:crypto';

/** Ten hex digits of the SHA-256 of the data's JSON; keys count in the order given. */
export function shortDigest(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 10);
}

// Git's name for a text, so that a rendered file can be compared with a published one without reading it.
import { createHash } from 'node:crypto';

/** Hex SHA-1 of the blob that holds the text (in UTF-8) or the bytes; Pro Git, 10.2 "Git Objects". */
export function blobId(content: string | Uint8Array): string {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  return createHash('sha1').update(`blob ${size}\0`).update(content).digest('hex');
}

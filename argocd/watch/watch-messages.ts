// What an API server answers to a list and to a watch, as far as it is read before anything is known of the objects themselves:
// names, versions, and the errors that end a watch.
import { z } from 'zod';

const text = z.string().catch('');
const metadata = z
  .object({ name: text, resourceVersion: text, continue: text })
  .catch({ name: '', resourceVersion: '', continue: '' });

/** A page of the list. */
export const pageSchema = z.object({ items: z.array(z.unknown()), metadata });
/** A line of the watch. */
export const eventSchema = z.object({ type: z.string(), object: z.unknown() });
/** What is looked at of every event, whatever its object is: an Application, a bookmark, or a Status. */
export const headSchema = z
  .object({ metadata, code: z.number().catch(0), message: text })
  .catch({ metadata: { name: '', resourceVersion: '', continue: '' }, code: 0, message: '' });

export function nameOf(raw: unknown): string {
  return headSchema.parse(raw).metadata.name;
}

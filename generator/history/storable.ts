// What may enter the store: texts come from Argo CD, and from whoever writes its objects. PostgreSQL refuses NUL and halves of
// characters, credentials have no business here, and nothing may be of any length.
import { scrubbed } from '../publish/scrubbed.js';

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

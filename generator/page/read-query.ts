// An address's query by its schema. Forms send empty fields: they ask for nothing.
import type { Context } from 'hono';
import type { z } from 'zod';
import { BadQuery } from './bad-query.js';

/** Throws BadQuery. */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new BadQuery(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

// Answers without a page: messages for people, problems (RFC 9457) for programs.

import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import type { PageEnv, PageOptions } from './page-options.js';
import { frameOf, type Message, messageView } from './views/layout.js';

type Answer = Response | Promise<Response>;

export function answer(
  c: Context<PageEnv>,
  options: PageOptions,
  status: ContentfulStatusCode,
  message: Message,
): Answer {
  if (isForPrograms(c)) return problem(c, status, message.title, message.lines.join('; '));
  return c.html(messageView(frameOf(options, c.var.viewer), message), status);
}

export function isForPrograms(c: Context): boolean {
  return /^\/(?:api|events)(?:\/|$)/.test(c.req.path);
}

export function nothingHere(c: Context<PageEnv>, options: PageOptions): Answer {
  return answer(c, options, 404, notFound);
}

/** What failed inside is noted, and not told. */
export function failure(error: Error, c: Context<PageEnv>, options: PageOptions): Answer {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof BadQuery) return answer(c, options, 400, { ...wrongAddress, lines: error.mistakes });
  options.log.error({ error: String(error), path: c.req.path }, 'a page failed');
  return answer(c, options, 500, failed);
}

const home = { href: '/', text: 'All tenants' } as const;

const notFound: Message = {
  title: 'Not found',
  lines: ['There is nothing here, or nothing that you may see.'],
  link: home,
};
const wrongAddress: Omit<Message, 'lines'> = { title: 'The address is wrong', link: home };
const failed: Message = {
  title: 'Something failed',
  lines: ['The page could not be made. Its log says why; try again in a moment.'],
};

export function problem(c: Context, status: ContentfulStatusCode, title: string, detail?: string): Response {
  const body = { type: 'about:blank', title, status, detail };
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}

class BadQuery extends Error {
  /** One for each mistake, `size: …`. */
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('; '));
    this.name = 'BadQuery';
    this.mistakes = mistakes;
  }
}

/** Throws BadQuery. */
export function readQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(c.req.query()).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new BadQuery(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
}

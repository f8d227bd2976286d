// Lets a request in with its viewer, sends it to sign in, or refuses it, whatever the kind of access.

import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { answer, isForPrograms } from '../answers.js';
import { isLoopback, type PageEnv, type PageOptions } from '../page-options.js';
import type { Viewer } from './viewer.js';

export interface Gate {
  admit(c: Context<PageEnv>): Promise<{ readonly viewer: Viewer } | { readonly refused: Refusal }>;
  /** Where browsers are sent to sign in. */
  readonly signInAt?: string;
  /** Under `/auth`, for those who are not signed in yet. */
  readonly routes?: Hono<PageEnv>;
}

type Refusal = 'not-the-proxy' | 'not-signed-in' | 'named-twice';

export function enter(gate: Gate, options: PageOptions): MiddlewareHandler<PageEnv> {
  return async (c, next) => {
    const admission = await gate.admit(c);
    if ('viewer' in admission) {
      c.set('viewer', admission.viewer);
      return await next();
    }
    const { refused } = admission;
    if (refused === 'not-signed-in' && gate.signInAt !== undefined && !isForPrograms(c) && c.req.method === 'GET') {
      const { pathname, search } = new URL(c.req.url);
      return c.redirect(`${gate.signInAt}?to=${encodeURIComponent(`${pathname}${search}`)}`, 302);
    }
    if (refused !== 'not-signed-in') options.log.warn({ refused, from: c.env.remoteAddress }, 'a request was refused');
    return await answer(c, options, refusals[refused].status, refusals[refused]);
  };
}

const refusals = {
  'not-the-proxy': {
    status: 403,
    title: 'Not through the proxy',
    lines: ['This page is reached through the proxy that signs people in, and this request came from elsewhere.'],
  },
  'not-signed-in': {
    status: 401,
    title: 'Not signed in',
    lines: ['Sign in, and open the page again.'],
  },
  'named-twice': {
    status: 403,
    title: 'Signed in as two',
    lines: ['The request names more than one person: the proxy lets through what it should replace.'],
  },
} as const satisfies Readonly<
  Record<Refusal, { status: ContentfulStatusCode; title: string; lines: readonly string[] }>
>;

interface OwnNames {
  /** Where people open the page. */
  readonly url?: string;
  /** Others, with their port where it is not the scheme's. */
  readonly hosts: readonly string[];
  readonly listen: { readonly host: string };
}

/** On loopback, loopback's own names are allowed with any port: tunnels change it. */
export function isAllowedHost(host: string | undefined, { url, hosts, listen }: OwnNames): boolean {
  if (host === undefined) return false;
  const given = host.toLowerCase();
  if (url !== undefined && new URL(url).host === given) return true;
  if (hosts.includes(given)) return true;
  return isLoopback(listen.host) && isLoopback(given.replace(/:\d{1,5}$/, ''));
}

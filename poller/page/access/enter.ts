// Lets a request in with its viewer, or sends it to sign in, or refuses it.

import type { MiddlewareHandler } from 'hono';
import { answer, isForPrograms } from '../answers.js';
import { isLoopback, type PageEnv, type PageOptions } from '../page-options.js';
import { type Gate, refusals } from './gate.js';

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

export interface OwnNames {
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

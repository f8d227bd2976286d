// Lets a request in with its viewer, or sends it to sign in, or refuses it.
import type { MiddlewareHandler } from 'hono';
import { answer, isForPrograms } from '../answers.js';
import type { PageEnv, PageOptions } from '../page-options.js';
import type { Gate } from './gate.js';
import { refusals } from './refusals.js';

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

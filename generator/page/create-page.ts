// The status page as one hono app: security headers, allowed hosts, sign-in, then pages, API and events. `tenantry serve` gives it the data
// and a server; see listen.ts.
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isAllowedHost } from './access/allowed-hosts.js';
import type { Gate } from './access/gate.js';
import { makeGate } from './access/make-gate.js';
import { refusals } from './access/refusals.js';
import { apiRoutes } from './api/api-routes.js';
import { problem } from './api/problem.js';
import { BadQuery } from './bad-query.js';
import { changeFeed } from './events/change-feed.js';
import { eventRoutes } from './events/event-routes.js';
import { frameOf } from './frame-of.js';
import type { PageEnv, PageOptions, StreamLimits } from './page-options.js';
import { pageRoutes } from './page-routes.js';
import { probes } from './probes.js';
import { checkSettings } from './unsafe-settings.js';
import { type Message, messageView } from './views/message-view.js';

export interface StatusPage {
  readonly app: Hono<PageEnv>;
  /** Ends streams, and stops listening to changes. */
  close(): void;
}

/** Throws UnsafeSettings. */
export function createPage(options: PageOptions): StatusPage {
  checkSettings(options);
  const { data, assets, settings, listen } = options;
  const gate = makeGate(options);
  const limits = { ...defaultLimits, ...options.limits };
  const closing = new AbortController();
  const feed = changeFeed(data, { gatherMs: limits.gatherMs, remember: 1000 });
  const app = new Hono<PageEnv>()
    .use(securityHeaders(settings.url))
    .route('/', probes(data))
    .use(async (c, next) => {
      if (isAllowedHost(c.req.header('host') ?? new URL(c.req.url).host, { ...settings, listen })) return await next();
      return problem(
        c,
        421,
        'Misdirected Request',
        'the page does not answer to this name; page.url and page.hosts list those it has',
      );
    })
    .use(compress())
    .get('/assets/*', (c) => {
      const file = assets.files.get(c.req.path);
      if (file === undefined) return c.notFound();
      return c.body(file.text, 200, {
        'Content-Type': file.type,
        'Cache-Control': 'public, max-age=31536000, immutable',
      });
    })
    .use(async (c, next) => {
      c.header('Cache-Control', 'private, no-cache');
      await next();
    })
    .use(
      csrf({
        origin: settings.url ?? ((origin, c) => URL.canParse(origin) && new URL(origin).host === c.req.header('host')),
      }),
    );
  if (gate.routes !== undefined) app.route('/auth', gate.routes);
  app.use(async (c, next) => await enter(c, next, gate, options));
  app.route('/', pageRoutes(options, feed));
  app.route('/api', apiRoutes(data));
  app.route('/events', eventRoutes({ data, feed, limits, signal: closing.signal }));
  app.notFound((c) => answer(c, options, 404, notFound));
  app.onError((error, c) => failure(error, c, options));
  const close = () => {
    feed.close();
    closing.abort();
  };
  return { app, close };
}

const defaultLimits: StreamLimits = {
  streams: 500,
  streamsEach: 20,
  heartbeatMs: 25_000,
  lifetimeMs: 900_000,
  gatherMs: 250,
};

function securityHeaders(url: string | undefined) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // `no-referrer` would make browsers send forms without their origin, and the check for forged ones refuses those.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: url?.startsWith('https:') === true ? 'max-age=31536000' : false,
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  });
}

async function enter(c: Context<PageEnv>, next: () => Promise<void>, gate: Gate, options: PageOptions) {
  const admission = await gate.admit(c);
  if ('viewer' in admission) {
    c.set('viewer', admission.viewer);
    return await next();
  }
  const { refused } = admission;
  if (refused === 'not-signed-in' && gate.signInAt !== undefined && isPageOf(c) && c.req.method === 'GET') {
    const { pathname, search } = new URL(c.req.url);
    return c.redirect(`${gate.signInAt}?to=${encodeURIComponent(`${pathname}${search}`)}`, 302);
  }
  if (refused !== 'not-signed-in') options.log.warn({ refused, from: c.env.remoteAddress }, 'a request was refused');
  return answer(c, options, refusals[refused].status, refusals[refused]);
}

function isPageOf(c: Context): boolean {
  return !/^\/(?:api|events)(?:\/|$)/.test(c.req.path);
}

const notFound: Message = {
  title: 'Not found',
  lines: ['There is nothing here, or nothing that you may see.'],
  link: { href: '/', text: 'All tenants' },
};

function failure(error: Error, c: Context<PageEnv>, options: PageOptions): Response | Promise<Response> {
  if (error instanceof BadQuery) {
    return answer(c, options, 400, {
      title: 'The address is wrong',
      lines: error.mistakes,
      link: { href: '/', text: 'All tenants' },
    });
  }
  if ('getResponse' in error && typeof error.getResponse === 'function') return error.getResponse();
  options.log.error({ error: String(error), path: c.req.path }, 'a page failed');
  return answer(c, options, 500, failed);
}

const failed: Message = {
  title: 'Something failed',
  lines: ['The page could not be made. Its log says why; try again in a moment.'],
};

/** For people a page, for programs a problem. */
function answer(
  c: Context<PageEnv>,
  options: PageOptions,
  status: ContentfulStatusCode,
  message: Message,
): Response | Promise<Response> {
  if (!isPageOf(c)) return problem(c, status, message.title, message.lines.join('; '));
  return c.html(messageView(frameOf(options, c.var.viewer), message), status);
}

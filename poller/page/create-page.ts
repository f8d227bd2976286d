// The status page as one hono app: security headers, allowed hosts, sign-in, then pages, API and events.
import { Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { secureHeaders } from 'hono/secure-headers';
import { enter, isAllowedHost } from './access/gate.js';
import { makeGate } from './access/make-gate.js';
import { failure, nothingHere, problem } from './answers.js';
import { apiRoutes } from './api/api-routes.js';
import type { Assets } from './assets.js';
import { changeFeed } from './events/change-feed.js';
import { eventRoutes } from './events/event-routes.js';
import { fleetHealth } from './fleet/select-tenants.js';
import type { PageData } from './page-data.js';
import { checkSettings, type PageEnv, type PageOptions, type StreamLimits } from './page-options.js';
import { pageRoutes } from './page-routes.js';

export interface StatusPage {
  readonly app: Hono<PageEnv>;
  /** Ends streams, and stops listening to changes. */
  close(): void;
}

/** Throws UnsafeSettings. */
export function createPage(options: PageOptions): StatusPage {
  checkSettings(options);
  const { data } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const closing = new AbortController();
  const feed = changeFeed(data, { gatherMs: limits.gatherMs, remember: 20_000 });
  const app = entrance(options);
  app.route('/', pageRoutes(options, feed));
  app.route('/api', apiRoutes(data));
  app.route('/events', eventRoutes({ data, feed, limits, signal: closing.signal }));
  app.notFound((c) => nothingHere(c, options));
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

/** What stands before pages and data; the order is what each request meets. */
function entrance(options: PageOptions): Hono<PageEnv> {
  const { data, assets, settings } = options;
  const gate = makeGate(options);
  const app = new Hono<PageEnv>();
  app.use(securityHeaders(settings.url));
  app.route('/', probes(data));
  app.use(ownHostsOnly(options), compress());
  app.route('/assets', assetRoutes(assets));
  app.use(notKept, csrf({ origin: (origin, c) => isOwnOrigin(origin, settings.url, c.req.header('host')) }));
  if (gate.routes !== undefined) app.route('/auth', gate.routes);
  app.use(enter(gate, options));
  return app;
}

function ownHostsOnly({ settings, listen }: PageOptions): MiddlewareHandler {
  const detail = 'the page does not answer to this name; page.url and page.hosts list those it has';
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (isAllowedHost(host, { ...settings, listen })) return await next();
    return problem(c, 421, 'Misdirected Request', detail);
  };
}

function assetRoutes({ files }: Assets): Hono<PageEnv> {
  return new Hono<PageEnv>().get('/*', (c) => {
    const file = files.get(c.req.path);
    if (file === undefined) return c.notFound();
    return c.body(file.text, 200, {
      'Content-Type': file.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    });
  });
}

const notKept: MiddlewareHandler = async (c, next) => {
  c.header('Cache-Control', 'private, no-cache');
  await next();
};

/** Where a form may come from. */
function isOwnOrigin(origin: string, url: string | undefined, host: string | undefined): boolean {
  return url === undefined ? URL.canParse(origin) && new URL(origin).host === host : origin === url;
}

/** `url` is where people open the page; only https is asked for again. */
function securityHeaders(url: string | undefined): MiddlewareHandler {
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

/** Health probes. They need no sign-in and name no tenant. A degraded page stays in service. */
export function probes(data: PageData): Hono<PageEnv> {
  return new Hono<PageEnv>()
    .get('/healthz', (c) => c.text('ok\n'))
    .get('/readyz', (c) => {
      const health = fleetHealth(data.problems(), data.statuses());
      return c.json(health, health.status === 'failed' ? 503 : 200);
    });
}

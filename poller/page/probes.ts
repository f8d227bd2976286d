// Health probes. They need no sign-in and name no tenant. A degraded page stays in service.
import { Hono } from 'hono';
import { fleetHealth } from './fleet/select-tenants.js';
import type { PageData } from './page-data.js';
import type { PageEnv } from './page-options.js';

export function probes(data: PageData): Hono<PageEnv> {
  return new Hono<PageEnv>()
    .get('/healthz', (c) => c.text('ok\n'))
    .get('/readyz', (c) => {
      const health = fleetHealth(data.problems(), data.statuses());
      return c.json(health, health.status === 'failed' ? 503 : 200);
    });
}

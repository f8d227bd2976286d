// The second address of the poller: metrics and probes for the cluster, without data of tenants.
import { Hono } from 'hono';
import type { StatusPage } from '../page/create-page.js';
import type { PageData } from '../page/page-data.js';
import type { PageEnv } from '../page/page-options.js';
import { probes } from '../page/probes.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';

/** As `listen` of the page takes it. */
export function metricsServer(data: PageData, metrics: FleetMetrics): StatusPage {
  const app = new Hono<PageEnv>().route('/', probes(data)).get('/metrics', async (c) => {
    const { body, type } = await metrics.text();
    return c.body(body, 200, { 'Content-Type': type });
  });
  return { app, close: () => {} };
}

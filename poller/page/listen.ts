// Serves the page over HTTP. TLS is up to the proxy in front of it.

import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { OutsideError } from '../../constructs/base/finding.js';
import type { FleetMetrics } from '../telemetry/fleet-metrics.js';
import type { StatusPage } from './create-page.js';
import { probes } from './create-page.js';
import type { PageData } from './page-data.js';
import type { PageEnv } from './page-options.js';

export interface Listening {
  /** The one that was given, or the system's choice where that was 0. */
  readonly port: number;
  /** Takes no new requests, ends streams, and lets the others end; after `graceMs` they are cut off. */
  close(graceMs?: number): Promise<void>;
}

/** Throws OutsideError where the address is taken or not this machine's. */
export async function listen(page: StatusPage, at: { host: string; port: number }): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => page.app.fetch(request, { remoteAddress: incoming.socket.remoteAddress }),
  });
  await started(server, at);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : at.port;
  return { port, close: async (graceMs = 5000) => await stop(server, page, graceMs) };
}

function started(server: ServerType, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const hint = 'give another address or port, or end what listens there';
      reject(new OutsideError(`can not listen on ${host}:${port}: ${cause.message}`, { hint, cause }));
    });
    server.listen(port, host, resolve);
  });
}

async function stop(server: ServerType, page: StatusPage, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  page.close();
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const late = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(late);
}

/** As `listen` of the page takes it. */
export function metricsServer(data: PageData, metrics: FleetMetrics): StatusPage {
  const app = new Hono<PageEnv>().route('/', probes(data)).get('/metrics', async (c) => {
    const { body, type } = await metrics.text();
    return c.body(body, 200, { 'Content-Type': type });
  });
  return { app, close: () => {} };
}

// The two servers of `tenantry serve`: the page with its API for people, and metrics and probes for the cluster.
import type { Logger } from 'pino';
import type { PageSource } from '../../generator/read/schema/page.js';
import { loadAssets } from '../../poller/page/assets.js';
import { createPage, type StatusPage } from '../../poller/page/create-page.js';
import { listen, metricsServer } from '../../poller/page/listen.js';
import type { PageData } from '../../poller/page/page-data.js';
import { UnsafeSettings } from '../../poller/page/page-options.js';
import type { FleetMetrics } from '../../poller/telemetry/fleet-metrics.js';
import { UsageError } from '../terminal.js';
import type { Served } from './load-served.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

export interface Addresses {
  readonly listen: Address;
  readonly metricsListen: Address;
}

interface ServersOptions {
  readonly addresses: Addresses;
  readonly data: PageData;
  readonly metrics: FleetMetrics;
  readonly served: Served;
  readonly environment: NodeJS.ProcessEnv;
  readonly logger: Logger;
}

interface Servers {
  /** As `http://127.0.0.1:8080`. */
  readonly page: string;
  readonly metrics: string;
  close(): Promise<void>;
}

/** Throws OutsideError where an address is taken, UsageError where the page would be open to whom it is not meant for. */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { addresses, data, metrics } = options;
  const people = await listen(pageOf(options), addresses.listen);
  const machines = await listen(metricsServer(data, metrics), addresses.metricsListen).catch(async (error) => {
    // A server that listens would keep the process alive.
    await people.close(0);
    throw error;
  });
  return {
    page: `http://${addresses.listen.host}:${people.port}`,
    metrics: `http://${addresses.metricsListen.host}:${machines.port}`,
    close: async () => {
      await Promise.all([people.close(), machines.close()]);
    },
  };
}

/** Where platform.yaml says nothing: nobody signs in, so it is refused anywhere but on loopback. */
const unsigned: PageSource = { hosts: [], access: { kind: 'off' } };

function pageOf({ addresses, data, served, environment, logger }: ServersOptions): StatusPage {
  const { spec } = served.platform;
  const { TENANTRY_SESSION_KEY: sessionKey, TENANTRY_OIDC_CLIENT_SECRET: clientSecret } = environment;
  try {
    return createPage({
      data,
      settings: settingsOf(spec),
      viewersGroup: spec.viewersGroup,
      listen: addresses.listen,
      secrets: { sessionKey: sessionKey || undefined, clientSecret: clientSecret || undefined },
      assets: loadAssets(),
      log: logger,
      now: () => new Date(),
    });
  } catch (error) {
    if (error instanceof UnsafeSettings) throw new UsageError(`${error.message}: ${error.hint}`);
    throw error;
  }
}

/** Where platform.yaml names the host that `serve` is routed by, people open the page there. */
function settingsOf({ page = unsigned, serve }: Served['platform']['spec']): PageSource {
  return page.url === undefined && serve?.host !== undefined ? { ...page, url: `https://${serve.host}` } : page;
}

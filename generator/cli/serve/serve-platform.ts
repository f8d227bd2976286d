// Puts together what remembers, tells, measures and shows, around the watch of a platform's tenants, and runs it until it is stopped.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { History } from '../../history/history.js';
import { openHistory } from '../../history/open-history.js';
import type { FleetWatchOptions } from '../../loop/fleet-watch-options.js';
import { Health } from '../../serve/health.js';
import { type Observers, observeRecorded } from '../../serve/observe-recorded.js';
import { Service, type ServiceOptions } from '../../serve/service.js';
import { catalogOf, placesOf, serviceData } from '../../serve/service-data.js';
import { SortedStatuses } from '../../serve/sorted-statuses.js';
import { makeTroubles } from '../../serve/troubles.js';
import { logEvents } from '../../telemetry/event-log.js';
import type { SpanExport } from '../../telemetry/export-spans.js';
import { type FleetMetrics, fleetMetrics } from '../../telemetry/fleet-metrics.js';
import { knownLabels, type Served } from './load-served.js';
import { tryMakeSpans } from './make-spans.js';
import { makeTelling } from './make-telling.js';
import { type Addresses, startServers } from './start-servers.js';

export interface ServeOptions {
  readonly root: string;
  /** Folder of the embedded store. */
  readonly state: string;
  readonly addresses: Addresses;
  /** `owner/name` of the sources; found where it is absent. */
  readonly repository?: string;
  readonly served: Served;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  readonly watch: Omit<FleetWatchOptions, 'changed' | 'trouble'>;
}

/**
 * The store is opened last: a second process waits for it, and should not for one that can not start.
 * @throws OutsideError for what can not be used at the start
 */
export async function servePlatform(options: ServeOptions, stop: AbortSignal): Promise<void> {
  const { served, environment, logger, state } = options;
  const history = await openHistory({ url: environment['DATABASE_URL'], folder: join(state, 'history') });
  const spans = tryMakeSpans(served.platform.metadata.name, environment, logger);
  try {
    await serve({ ...options, history, spans }, stop);
    logger.info('stopped');
  } finally {
    await spans?.close();
    await history.close();
  }
}

interface Parts extends ServeOptions {
  readonly history: Awaited<ReturnType<typeof openHistory>>;
  readonly spans: SpanExport | undefined;
}

async function serve(parts: Parts, stop: AbortSignal): Promise<void> {
  const { served, environment, logger, history, addresses } = parts;
  const { platform, blueprints } = served;
  const health = healthOf(parts);
  const metrics = metricsOf(served, history, () => service);
  const statuses: SortedStatuses = new SortedStatuses(() => service.statuses);
  const changed = (tenants: readonly string[]) => statuses.changed(tenants);
  const service: Service = new Service(await serviceOptions(parts, { health, metrics, changed }));
  const catalog = catalogOf(platform, blueprints);
  const shown = { statuses, history, health, places: placesOf(platform) };
  const data = serviceData({ ...shown, ...(catalog === undefined ? {} : { catalog }) });
  const servers = await startServers({ addresses, data, metrics, served, environment, logger });
  logger.info({ page: servers.page, metrics: servers.metrics, store: history.name }, 'serving');
  try {
    await service.run(stop);
  } finally {
    await servers.close();
  }
}

function healthOf({ watch, logger }: Parts): Health {
  const argocds = watch.sources.map(({ argocd }) => argocd);
  return new Health(argocds, (part, about, error) =>
    error === undefined ? logger.info({ part, about }, 'well') : logger.warn({ part, about, error }, 'in trouble'),
  );
}

/** Measured whenever somebody asks, by which time there is a service. */
function metricsOf(served: Served, { outbox }: History, service: () => Service): FleetMetrics {
  return fleetMetrics(knownLabels(served), {
    statuses: () => service().statuses.values(),
    silence: () => service().silence,
    backlog: async () => (await outbox.backlog()).map(({ target, waiting }) => [target, waiting] as const),
    isLeader: () => service().lease !== undefined,
  });
}

interface Around extends Pick<ServiceOptions, 'changed'> {
  readonly health: Health;
  readonly metrics: FleetMetrics;
}

async function serviceOptions(
  { root, repository, served, environment, logger, history, watch, spans }: Parts,
  { health, metrics, changed }: Around,
): Promise<ServiceOptions> {
  const { spec } = served.platform;
  const telling = await makeTelling({
    ...{ root, platform: spec, environment, log: (line) => logger.warn(line) },
    ...(repository === undefined ? {} : { repository }),
  });
  const observers: Observers = {
    ...{ metrics, log: (events) => logEvents(logger, events), now: () => Date.now() },
    ...(spans === undefined ? {} : { spans: (way) => spans.send(way) }),
  };
  return {
    ...{ watch, history, changed, ...telling, troubles: makeTroubles(health, metrics) },
    recorded: (batch) => observeRecorded(batch, observers),
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    retention: Number.parseInt(spec.history.retention, 10),
  };
}

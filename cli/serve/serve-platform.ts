// Puts the poller together: history, messages, metrics and pages around the watch of tenants. Runs it until it is stopped.

import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { PlatformSpec } from '../../generator/read/schema/platform.js';
import type { FleetWatchOptions } from '../../poller/fleet/fleet-watch.js';
import { serverUrl } from '../../poller/github/access.js';
import { hasAccess, lastingAccess } from '../../poller/github/app-access.js';
import { githubDeliverer, writeBudget } from '../../poller/github/progress/github-deliverer.js';
import { GitHubDesires } from '../../poller/github/progress/github-desires.js';
import { findRepository } from '../../poller/github/repository-name.js';
import type { History } from '../../poller/history/history.js';
import { openHistory } from '../../poller/history/open-history.js';
import type { Deliverer } from '../../poller/notify/deliver-due.js';
import { makeDeliverers } from '../../poller/notify/make-deliverers.js';
import { notifications } from '../../poller/notify/notification.js';
import { Health, makeTroubles } from '../../poller/service/health.js';
import { type Observers, observeRecorded } from '../../poller/service/recorder.js';
import { Service, type ServiceOptions } from '../../poller/service/service.js';
import { catalogOf, placesOf, SortedStatuses, serviceData } from '../../poller/service/service-data.js';
import { logEvents } from '../../poller/telemetry/event-log.js';
import { type FleetMetrics, fleetMetrics } from '../../poller/telemetry/fleet-metrics.js';
import { exportSpans, type SpanExport } from '../../poller/telemetry/spans.js';
import { knownLabels, type Served } from './load-served.js';
import { type Addresses, startServers } from './start-servers.js';

interface ServeOptions {
  readonly root: string;
  /** Folder of the embedded store. */
  readonly state: string;
  readonly addresses: Addresses;
  /** `owner/name` of the sources; found where it is absent. */
  readonly repository?: string;
  readonly served: Served;
  readonly environment: NodeJS.ProcessEnv;
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
  const data = serviceData({ ...shown, catalog });
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

interface Instruments extends Pick<ServiceOptions, 'changed'> {
  readonly health: Health;
  readonly metrics: FleetMetrics;
}

async function serviceOptions(
  { root, repository, served, environment, logger, history, watch, spans }: Parts,
  { health, metrics, changed }: Instruments,
): Promise<ServiceOptions> {
  const { spec } = served.platform;
  const messages = await makeMessages({
    root,
    platform: spec,
    environment,
    log: (line) => logger.warn(line),
    repository,
  });
  const observers: Observers = {
    metrics,
    log: (events) => logEvents(logger, events),
    now: () => Date.now(),
    spans: spans && ((way) => spans.send(way)),
  };
  return {
    watch,
    history,
    changed,
    ...messages,
    troubles: makeTroubles(health, metrics),
    recorded: (batch) => observeRecorded(batch, observers),
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    retention: Number.parseInt(spec.history.retention, 10),
  };
}

/** Undefined where nobody collects them. */
function tryMakeSpans(platform: string, environment: NodeJS.ProcessEnv, logger: Logger): SpanExport | undefined {
  const wanted = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'].some(
    (name) => environment[name],
  );
  if (!wanted) return undefined;
  const lost = (error: unknown) => logger.warn({ error: String(error) }, 'spans could not be sent');
  return exportSpans({ 'tenantry.platform': platform }, lost);
}

interface MessageOptions {
  readonly root: string;
  /** `owner/name` of the sources; found where it is absent. */
  readonly repository?: string;
  readonly platform: PlatformSpec;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
}

interface Messages {
  readonly deliverers: readonly Deliverer[];
  readonly makeDesires: ServiceOptions['makeDesires'];
}

/** Throws OutsideError where a secret is missing, or nothing says which repository on GitHub is meant. */
async function makeMessages(options: MessageOptions): Promise<Messages> {
  const { platform, environment } = options;
  const receivers = platform.notify ?? {};
  const github = hasAccess(environment) ? await githubMessages(options) : undefined;
  const others = await makeDeliverers(receivers, environment, () => new Date());
  return {
    deliverers: github === undefined ? others : [...others, github],
    makeDesires: (statuses) => {
      const desires = github && new GitHubDesires(statuses).desires;
      return (recorded, first) => [...notifications(receivers, recorded, first), ...(desires?.(recorded, first) ?? [])];
    },
  };
}

async function githubMessages({ root, repository, platform, environment, log }: MessageOptions): Promise<Deliverer> {
  const named = repository ?? nameInSource(platform, environment);
  const name = await findRepository(root, named, environment);
  const budget = writeBudget({
    now: () => performance.now(),
    sleep: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }),
  });
  return githubDeliverer({
    access: lastingAccess(environment, name, Date.now),
    repository: name,
    budget,
    log,
  });
}

/** Where the pages of the sources are on GitHub, their address names the repository. */
function nameInSource({ source }: PlatformSpec, environment: NodeJS.ProcessEnv): string | undefined {
  const prefix = `${serverUrl(environment)}/`;
  return source?.url.startsWith(prefix) === true ? source.url.slice(prefix.length) : undefined;
}

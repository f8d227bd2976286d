// `tenantry serve`: puts together what watches, remembers, tells and shows, and runs it until it is stopped.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { OutsideError } from '../../finding/outside-error.js';
import { openHistory } from '../../history/open-history.js';
import { Health } from '../../serve/health.js';
import { Service } from '../../serve/service.js';
import { catalogOf, placesOf, serviceData } from '../../serve/service-data.js';
import { SortedStatuses } from '../../serve/sorted-statuses.js';
import { logEvents, makeLogger } from '../../telemetry/event-log.js';
import { exportSpans, type SpanExport } from '../../telemetry/export-spans.js';
import { fleetMetrics } from '../../telemetry/fleet-metrics.js';
import { exitCodes } from '../command-result.js';
import { knownLabels, loadServed, type Served } from '../serve/load-served.js';
import { makeTelling } from '../serve/make-telling.js';
import { type Addresses, startServers } from '../serve/start-servers.js';
import { type OutputFormat, showResult } from '../show-result.js';
import { type ArgoCdChoice, refusedTokens } from '../status/argocd-sources.js';
import { beginStatus } from '../status/begin-status.js';
import type { Terminal } from '../terminal.js';

export interface ServeCommand extends Addresses {
  readonly root: string;
  readonly output: OutputFormat;
  readonly state?: string;
  readonly context: readonly string[];
  readonly kubeconfig?: string;
  readonly argocd?: string;
  readonly repository?: string;
  readonly logLevel: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Runs until `stop`; throws OutsideError for what can not be used at the start: later on it is tried again. */
export async function runServe(
  command: ServeCommand,
  environment: Environment,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const { served, findings } = await loadServed(command.root);
  const invalid = { data: { outcome: 'invalid' }, lines: [] };
  if (served === undefined) {
    const next = ['correct platform.yaml and try again'];
    return showResult({ ...invalid, findings, next }, command.output, terminal);
  }
  const refused = refusedTokens(choiceOf(command, environment), { data: served.platform, document: served.document });
  if (refused.length > 0) return showResult({ ...invalid, findings: refused, next: [] }, command.output, terminal);
  const logger = makeLogger(command.logLevel);
  const watch = await watchOf(command, served, environment, terminal);
  try {
    await serveFrom({ command, served, environment, logger, watch }, stop);
    return exitCodes.fine;
  } finally {
    watch.history?.close();
  }
}

/** The store is opened last: a second process waits for it, and should not for one that can not start. */
async function serveFrom(parts: Omit<Parts, 'history' | 'spans'>, stop: AbortSignal): Promise<void> {
  const { command, served, environment, logger } = parts;
  const history = await openHistory({
    url: environment['DATABASE_URL'],
    folder: join(stateOf(command), 'history'),
  });
  const spans = spansOf(environment, served, logger);
  try {
    await serve({ ...parts, history, spans }, stop);
    logger.info('stopped');
  } finally {
    await spans?.close();
    await history.close();
  }
}

interface Parts {
  readonly command: ServeCommand;
  readonly served: Served;
  readonly environment: Environment;
  readonly logger: Logger;
  readonly history: Awaited<ReturnType<typeof openHistory>>;
  readonly watch: Awaited<ReturnType<typeof beginStatus>>;
  readonly spans: SpanExport | undefined;
}

async function serve(parts: Parts, stop: AbortSignal): Promise<void> {
  const { command, served, environment, logger, history, watch, spans } = parts;
  const statuses: SortedStatuses = new SortedStatuses(() => service.statuses);
  const argocds = watch.sources.map(({ argocd }) => argocd);
  const health = new Health(argocds, (part, about, error) =>
    error === undefined ? logger.info({ part, about }, 'well') : logger.warn({ part, about, error }, 'in trouble'),
  );
  const metrics = fleetMetrics(knownLabels(served), {
    statuses: () => service.statuses.values(),
    silence: () => service.silence,
    backlog: async () => (await history.outbox.backlog()).map(({ target, waiting }) => [target, waiting] as const),
    isLeader: () => service.lease !== undefined,
  });
  const telling = await makeTelling({
    ...{ root: command.root, platform: served.platform.spec, environment, log: (line) => logger.warn(line) },
    ...(command.repository === undefined ? {} : { repository: command.repository }),
  });
  const service: Service = new Service({
    ...{ watch, history, health, metrics, ...telling },
    changed: (tenants) => statuses.changed(tenants),
    log: (events) => logEvents(logger, events),
    ...(spans === undefined ? {} : { spans: (way) => spans.send(way) }),
    holder: `${hostname()}/${process.pid}/${randomUUID()}`,
    retention: Number.parseInt(served.platform.spec.history.retention, 10),
    now: () => Date.now(),
  });
  const catalog = catalogOf(served.platform, served.blueprints);
  const places = placesOf(served.platform);
  const data = serviceData({ statuses, history, health, places, ...(catalog === undefined ? {} : { catalog }) });
  const servers = await startServers({ addresses: command, data, metrics, served, environment, logger });
  logger.info({ page: servers.page, metrics: servers.metrics, store: history.name }, 'serving');
  try {
    await service.run(stop);
  } finally {
    await servers.close();
  }
}

/** Whoever serves must know what was published: without the repository nothing could be said of any change. */
async function watchOf(command: ServeCommand, { platform }: Served, environment: Environment, terminal: Terminal) {
  const choice = choiceOf(command, environment);
  const given = { ...choice, root: command.root, state: stateOf(command), git: true };
  const watch = await beginStatus(given, platform, terminal);
  if (watch.history !== undefined) return watch;
  throw new OutsideError('the GitOps repository can not be read', {
    hint: 'give git credentials for it, by its own helpers or the environment; docs/run-on-a-cluster.md shows how',
  });
}

function choiceOf({ context, argocd, kubeconfig }: ServeCommand, environment: Environment): ArgoCdChoice {
  return {
    ...{ context, environment },
    ...(argocd === undefined ? {} : { argocd }),
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
}

function stateOf({ root, state }: Pick<ServeCommand, 'root' | 'state'>): string {
  return resolve(root, state ?? '.tenantry');
}

/** OpenTelemetry's own variables say whether somebody collects them, and where. */
function spansOf(environment: Environment, { platform }: Served, logger: Logger): SpanExport | undefined {
  const wanted = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'].some(
    (name) => environment[name],
  );
  if (!wanted) return undefined;
  const lost = (error: unknown) => logger.warn({ error: String(error) }, 'spans could not be sent');
  return exportSpans({ 'tenantry.platform': platform.metadata.name }, lost);
}

// `tenantry status`: shows tenants as Argo CD has them: once, at each change, or when all have arrived.
import { InvalidArgumentError, Option } from 'commander';
import type { Finding } from '../../constructs/base/finding.js';
import { Unreachable } from '../../generator/kube-schemas/kube-connection.js';
import { loadPlatformSource } from '../../generator/read/load.js';
import { readPlatformSource } from '../../generator/read/read-sources.js';
import type { Fleet } from '../../poller/fleet/fleet.js';
import { FleetWatch } from '../../poller/fleet/fleet-watch.js';
import type { TenantState, TenantStatus } from '../../poller/status/tenant-status.js';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { exitCodes, type OutputFormat, showResult } from '../show-result.js';
import { stopSignal, type Terminal, UsageError } from '../terminal.js';
import { refusedTokens } from './argocd-sources.js';
import { type FleetOptions, fleetOptions, outside, type StatusSources } from './fleet-options.js';
import { showChanges } from './show-changes.js';
import { type Shown, showStatuses, sortByUrgency, tableLines } from './status-text.js';

export const statusCommand = defineCommand(
  {
    description:
      'Reads the Applications of Argo CD with the kubeconfig that KUBECONFIG names, and what is published from the GitOps repository; it changes nothing. With the address of Argo CD’s API it also knows the health of each object; a token for it is read from ARGOCD_AUTH_TOKEN and its address from ARGOCD_SERVER, or for each of several from variables that end with its name: no token is sent to an address that only platform.yaml says. Ends with 0 where nothing has failed, 1 where a tenant has failed, is stuck or degraded, and 3 where the cluster can not be reached.',
    options: [
      new Option('--watch', 'show every change until Ctrl-C').default(false).conflicts('wait'),
      new Option('--wait', 'until all have arrived (0), or one has failed or the time is up (1)').default(false),
      new Option('--timeout <duration>', 'of --wait, as 90s, 10m or 1h').argParser(seconds).default(600, '10m'),
      new Option(
        '--context <name>',
        'of the kubeconfig; repeat it for several Argo CDs; default: those of argocd.instances, else its current one',
      )
        .argParser((name: string, names: readonly string[]) => [...names, name])
        .default([], 'those of platform.yaml'),
      new Option('--argocd <url>', 'Argo CD’s API; default: what ARGOCD_SERVER says, where there is a token'),
      new Option('--no-git', 'do not read the GitOps repository: what Argo CD compared last counts as newest'),
    ],
    examples: [
      'tenantry status',
      'tenantry status acme-auto --wait --timeout 15m',
      'tenantry status --watch',
      'tenantry status --watch --output json --context eu-west --context us-east',
    ],
  },
  async ([id], options: CommonOptions & Omit<StatusCommand, 'environment'>, terminal) => {
    return runStatus({ ...options, id, environment: process.env }, terminal, stopSignal());
  },
);

const units = { s: 1, m: 60, h: 3600 } as const;

function seconds(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,5})(s|m|h)$/.exec(text) ?? [];
  if (count === undefined || (unit !== 's' && unit !== 'm' && unit !== 'h'))
    throw new InvalidArgumentError('Write it as 90s, 10m or 1h.');
  return Number(count) * units[unit];
}

interface StatusCommand extends StatusSources {
  readonly output: OutputFormat;
  readonly watch: boolean;
  readonly wait: boolean;
  /** Seconds, of `wait`. */
  readonly timeout: number;
}

/** Runs the command; throws OutsideError for a cluster that can not be reached. */
async function runStatus(command: StatusCommand, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const { loaded: platform, findings } = loadPlatformSource(await readPlatformSource(command.root));
  if (platform === undefined) return showRefusal(findings, ['correct platform.yaml'], command, terminal);
  const refused = refusedTokens(command, platform);
  if (refused.length > 0) return showRefusal(refused, [], command, terminal);
  const options = await fleetOptions(command, platform.data, terminal);
  try {
    if (command.watch) return await watch(command, options, terminal, stop);
    if (command.wait) return await waitForTenants(command, options, terminal, stop);
    return await once(command, options, terminal, stop);
  } catch (error) {
    throw error instanceof Unreachable ? outside(error) : error;
  } finally {
    options.history?.close();
  }
}

/** Nobody was asked. */
function showRefusal(
  findings: readonly Finding[],
  next: readonly string[],
  { output }: StatusCommand,
  terminal: Terminal,
): number {
  return showResult({ findings, data: { tenants: [] }, lines: [], next }, output, terminal);
}

async function once(
  command: StatusCommand,
  options: FleetOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const watching = new FleetWatch({ ...options, changed: () => {} });
  await watching.readOnce(stop);
  const statuses = sortByUrgency(watching.fleet.statuses.values());
  if (command.id !== undefined && statuses.length === 0)
    throw new UsageError(
      `there is no tenant ${command.id}: neither is it published nor does an Argo CD have an Application of it`,
    );
  return showStatuses(statuses, command, terminal);
}

/** What can not be reached at first is said and ends it; later on it is tried again. */
async function watch(
  command: StatusCommand,
  options: FleetOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const shown = showChanges(() => watching.fleet.statuses.values(), command, terminal);
  const watching = new FleetWatch({ ...options, changed: shown.show.bind(shown), trouble: shown.trouble.bind(shown) });
  try {
    await watching.start(stop);
    await watching.run(stop);
    return exitCodes.fine;
  } finally {
    shown.end();
  }
}

interface Waiting extends Omit<Shown, 'note'> {
  /** Seconds. */
  readonly timeout: number;
}

/** Returns the exit code. @throws Unreachable where a cluster can not be reached at first; later on it is tried again. */
async function waitForTenants(
  waiting: Waiting,
  options: FleetOptions,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const ended = new AbortController();
  const limit = AbortSignal.timeout(waiting.timeout * 1000);
  const changed = (statuses: readonly TenantStatus[]) => {
    showProgress(statuses, waiting, terminal);
    if (hasStarted && isOver(watching.fleet, waiting)) ended.abort();
  };
  let hasStarted = false;
  const watching = new FleetWatch({ ...options, changed });
  await watching.start(AbortSignal.any([stop, limit]));
  hasStarted = true;
  if (!isOver(watching.fleet, waiting)) await watching.run(AbortSignal.any([stop, limit, ended.signal]));
  watching.fleet.stop();
  const isUp = !isOver(watching.fleet, waiting);
  const note = isUp ? { note: `the time is up: not all had arrived after ${waiting.timeout} s` } : {};
  const code = showStatuses(sortByUrgency(watching.fleet.statuses.values()), { ...waiting, ...note }, terminal);
  return isUp ? exitCodes.findings : code;
}

/** What moves no more, and what no further waiting mends. */
const lastStates: ReadonlySet<TenantState> = new Set(['live', 'suspended', 'failed', 'stuck']);

/** A tenant that is not there yet is waited for. */
function isOver({ statuses }: Fleet, { id }: Waiting): boolean {
  if (id !== undefined && statuses.size === 0) return false;
  return [...statuses.values()].every(({ state }) => lastStates.has(state));
}

/** On standard error, so that the answer stays alone. */
function showProgress(changed: readonly TenantStatus[], { output }: Waiting, terminal: Terminal): void {
  if (output === 'json') return;
  const moving = changed.filter(({ state }) => !lastStates.has(state));
  for (const line of tableLines(moving, terminal.color)) terminal.err(`${line}\n`);
}

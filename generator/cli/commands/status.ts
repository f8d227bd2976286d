// `tenantry status`: where tenants are on their way, from the cluster and the GitOps repository; once, until they have arrived, or
// for as long as somebody looks.
import { Unreachable } from '../../../argocd/watch/unreachable.js';
import type { Finding } from '../../finding/finding.js';
import { FleetWatch } from '../../loop/fleet-watch.js';
import { exitCodes } from '../command-result.js';
import { loadPlatformAlone } from '../load-platform-alone.js';
import { type OutputFormat, showResult } from '../show-result.js';
import { refusedTokens } from '../status/argocd-sources.js';
import { type Begin, beginStatus, outside, type StatusSources } from '../status/begin-status.js';
import { showChanges } from '../status/show-changes.js';
import { showStatuses } from '../status/show-statuses.js';
import { sortByUrgency } from '../status/status-text.js';
import { waitForTenants } from '../status/wait-for-tenants.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage-error.js';

export interface StatusCommand extends StatusSources {
  readonly output: OutputFormat;
  readonly watch: boolean;
  readonly wait: boolean;
  /** Seconds, of `wait`. */
  readonly timeout: number;
}

/** Runs the command; throws OutsideError for a cluster that can not be reached. */
export async function runStatus(command: StatusCommand, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const { platform, findings } = await loadPlatformAlone(command.root);
  if (platform === undefined) return showRefusal(findings, ['correct platform.yaml'], command, terminal);
  const refused = refusedTokens(command, platform);
  if (refused.length > 0) return showRefusal(refused, [], command, terminal);
  const begin = await beginStatus(command, platform.data, terminal);
  try {
    if (command.watch) return await watch(command, begin, terminal, stop);
    if (command.wait) return await waitForTenants(command, begin, terminal, stop);
    return await once(command, begin, terminal, stop);
  } catch (error) {
    throw error instanceof Unreachable ? outside(error) : error;
  } finally {
    begin.history?.close();
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

async function once(command: StatusCommand, begin: Begin, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const watching = new FleetWatch({ ...begin, changed: () => {} });
  await watching.look(stop);
  const statuses = sortByUrgency(watching.fleet.statuses.values());
  if (command.id !== undefined && statuses.length === 0)
    throw new UsageError(
      `there is no tenant ${command.id}: neither is it published nor does an Argo CD have an Application of it`,
    );
  return showStatuses(statuses, command, terminal);
}

/** What can not be reached at first is said and ends it; later on it is tried again. */
async function watch(command: StatusCommand, begin: Begin, terminal: Terminal, stop: AbortSignal): Promise<number> {
  const shown = showChanges(() => watching.fleet.statuses.values(), command, terminal);
  const watching = new FleetWatch({ ...begin, changed: shown.show.bind(shown), trouble: shown.trouble.bind(shown) });
  try {
    await watching.start(stop);
    await watching.run(stop);
    return exitCodes.fine;
  } finally {
    shown.end();
  }
}

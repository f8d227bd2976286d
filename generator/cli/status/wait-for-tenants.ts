// `tenantry status --wait`: goes on until every tenant has arrived, one has failed for good, or the time is up.
import type { TenantState, TenantStatus } from '../../../argocd/status/tenant-status.js';
import type { Fleet } from '../../loop/fleet.js';
import { FleetWatch } from '../../loop/fleet-watch.js';
import { exitCodes } from '../command-result.js';
import type { Terminal } from '../terminal.js';
import type { Begin } from './begin-status.js';
import { type Shown, showStatuses } from './show-statuses.js';
import { sortByUrgency, tableLines } from './status-text.js';

export interface Waiting extends Omit<Shown, 'note'> {
  /** Seconds. */
  readonly timeout: number;
}

/** Returns the exit code. @throws Unreachable where a cluster can not be reached at first; later on it is tried again. */
export async function waitForTenants(
  waiting: Waiting,
  begin: Begin,
  terminal: Terminal,
  stop: AbortSignal,
): Promise<number> {
  const ended = new AbortController();
  const limit = AbortSignal.timeout(waiting.timeout * 1000);
  const changed = (statuses: readonly TenantStatus[]) => {
    tellProgress(statuses, waiting, terminal);
    if (hasStarted && isOver(watching.fleet, waiting)) ended.abort();
  };
  let hasStarted = false;
  const watching = new FleetWatch({ ...begin, changed });
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
function tellProgress(changed: readonly TenantStatus[], { output }: Waiting, terminal: Terminal): void {
  if (output === 'json') return;
  const moving = changed.filter(({ state }) => !lastStates.has(state));
  for (const line of tableLines(moving, terminal.color)) terminal.err(`${line}\n`);
}

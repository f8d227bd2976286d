// Statuses as the answer of a command, and what they mean for its exit code.
import type { TenantState, TenantStatus } from '../../../argocd/status/tenant-status.js';
import { exitCodes } from '../command-result.js';
import { type OutputFormat, showResult } from '../show-result.js';
import type { Terminal } from '../terminal.js';
import { countsLine, tableLines, tenantLines } from './status-text.js';

const badStates: ReadonlySet<TenantState> = new Set(['failed', 'stuck', 'degraded']);

export interface Shown {
  readonly output: OutputFormat;
  readonly id?: string;
  /** What to say at the end, as that the time is up. */
  readonly note?: string;
}

/** Returns the exit code. */
export function showStatuses(
  statuses: readonly TenantStatus[],
  { output, id, note }: Shown,
  terminal: Terminal,
): number {
  const { color } = terminal;
  const lines =
    id === undefined
      ? [...tableLines(statuses, color), countsLine(statuses)]
      : statuses.flatMap((status) => tenantLines(status, color));
  // Coloured, and printable already.
  if (output === 'text') for (const line of lines) terminal.out(`${line}\n`);
  showResult(
    { findings: [], data: { tenants: statuses }, lines: [], next: note === undefined ? [] : [note] },
    output,
    terminal,
  );
  return statuses.some(({ state }) => badStates.has(state)) ? exitCodes.findings : exitCodes.fine;
}

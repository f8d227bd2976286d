// Tenants' statuses as lines for people: a table of all tenants, and the steps of one.
import { counted } from '../../constructs/base/wording.js';
import {
  type Step,
  type StepState,
  type TenantState,
  type TenantStatus,
  tenantStates,
} from '../../poller/status/tenant-status.js';
import { exitCodes, type OutputFormat, showResult } from '../show-result.js';
import { printableLine, type Terminal } from '../terminal.js';

type Color = Terminal['color'];

const stateColors = {
  live: 'green',
  progressing: 'cyan',
  degraded: 'yellow',
  failed: 'red',
  stuck: 'red',
  suspended: 'dim',
  unknown: 'yellow',
} as const satisfies Record<TenantState, keyof Color>;

const stepSigns = { waiting: '·', running: '…', done: '✓', failed: '✗', skipped: '-' } as const satisfies Record<
  StepState,
  string
>;

/** What needs somebody first comes first. */
const urgency: Readonly<Record<TenantState, number>> = {
  stuck: 0,
  failed: 1,
  degraded: 2,
  unknown: 3,
  progressing: 4,
  suspended: 5,
  live: 6,
};

export function sortByUrgency(statuses: Iterable<TenantStatus>): TenantStatus[] {
  return [...statuses].sort((a, b) => urgency[a.state] - urgency[b.state] || (a.tenant < b.tenant ? -1 : 1));
}

/** As `6 tenants: 5 live, 1 suspended`. */
export function countsLine(statuses: readonly TenantStatus[]): string {
  const counts = tenantStates
    .map((state) => ({ state, count: statuses.filter((status) => status.state === state).length }))
    .filter(({ count }) => count > 0);
  const all = counted(statuses.length, 'tenant');
  return counts.length === 0 ? all : `${all}: ${counts.map(({ state, count }) => `${count} ${state}`).join(', ')}`;
}

/** One line a tenant, cut to the width where there is one. */
export function tableLines(
  statuses: readonly TenantStatus[],
  color: Color,
  columns = Number.POSITIVE_INFINITY,
): string[] {
  const width = statuses.reduce((longest, { tenant }) => Math.max(longest, tenant.length), 0);
  return statuses.map(({ tenant, state, summary }) => {
    const start = `${tenant.padEnd(width)}  ${state.padEnd(stateWidth)}  `;
    const rest = cut(printableLine(summary), columns - start.length);
    return `${tenant.padEnd(width)}  ${color[stateColors[state]](state.padEnd(stateWidth))}  ${rest}`;
  });
}

const stateWidth = Math.max(...tenantStates.map((state) => state.length));

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, Math.max(0, longest - 1))}…`;
}

/** One tenant's way, with what is known of its objects where something is wrong. */
export function tenantLines(status: TenantStatus, color: Color): string[] {
  const { tenant, displayName, state, summary, hint, steps, coarse, resources } = status;
  const unwell = resources.filter(
    ({ health }) => health !== undefined && health !== 'Healthy' && health !== 'Suspended',
  );
  return [
    `${tenant}  ${printableLine(displayName)}  ${color[stateColors[state]](state)}`,
    `  ${printableLine(summary)}`,
    ...(hint === undefined ? [] : [`  ${color.cyan('hint:')} ${printableLine(hint)}`]),
    ...placeLines(status),
    ...steps.map((step) => stepLine(step, color)),
    ...unwell.map(
      ({ kind, name, health, message }) =>
        `  ${color.yellow(health ?? '')} ${kind}/${printableLine(name)}${message === undefined ? '' : `: ${printableLine(message)}`}`,
    ),
    ...(coarse && state !== 'live' && state !== 'suspended'
      ? [
          '  steps follow from the Application alone; Argo CD’s API knows each object, by its address and a token: tenantry status --help',
        ]
      : []),
  ];
}

function placeLines({ product, tier, cluster, ring, correlation, revision }: TenantStatus): string[] {
  const { publishedCommit, sourceCommit, pullRequest } = correlation;
  const commits = [
    ...(sourceCommit === undefined ? [] : [`source ${sourceCommit.slice(0, 7)}`]),
    ...(pullRequest === undefined ? [] : [`pull request #${pullRequest}`]),
    ...(publishedCommit === undefined ? [] : [`published ${publishedCommit.slice(0, 7)}`]),
    ...(revision === undefined ? [] : [`compared ${printableLine(revision).slice(0, 7)}`]),
  ];
  const place = [`${product} ${tier}`, `cluster ${cluster}`, `ring ${ring}`].map(printableLine).join(', ');
  return [`  ${place}`, ...(commits.length === 0 ? [] : [`  ${commits.join(', ')}`])];
}

function stepLine({ name, state, startedAt, endedAt, error }: Step, color: Color): string {
  const took = durationText(startedAt, endedAt);
  const at = endedAt ?? startedAt;
  const times = [...(at === undefined || state === 'waiting' ? [] : [at]), ...(took === undefined ? [] : [took])];
  const line = `  ${stepSigns[state]} ${name.padEnd(10)} ${state.padEnd(8)} ${times.join('  ')}`.trimEnd();
  if (state !== 'failed') return line;
  return `${color.red(line)}${error === undefined ? '' : `  ${printableLine(error)}`}`;
}

/** As `3 min 12 s`. */
export function durationText(startedAt: string | undefined, endedAt: string | undefined): string | undefined {
  if (startedAt === undefined || endedAt === undefined) return undefined;
  const seconds = Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

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

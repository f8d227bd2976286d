// Shows statuses as they change: a table that is redrawn on a screen, lines in a pipe, JSON lines for programs.
import type { TenantStatus } from '../../poller/status/tenant-status.js';
import { timeOfDay } from '../clock.js';
import type { OutputFormat } from '../show-result.js';
import type { Screen, Terminal } from '../terminal.js';
import { printableLine } from '../terminal.js';
import { countsLine, sortByUrgency, tableLines, tenantLines } from './status-text.js';

interface ShownChanges {
  /** These have changed, or are gone. */
  show(changed: readonly TenantStatus[], gone: readonly string[]): void;
  /** What can not be reached, or can be again. */
  trouble(source: string, problem: string | undefined): void;
  /** Gives the terminal back as it was. */
  end(): void;
}

export function showChanges(
  all: () => Iterable<TenantStatus>,
  options: { readonly output: OutputFormat; readonly id?: string },
  terminal: Terminal,
): ShownChanges {
  if (options.output === 'json') return jsonLines(terminal);
  if (terminal.screen === undefined) return plainLines(terminal);
  return new LiveTable(all, options.id, terminal, terminal.screen);
}

function jsonLines(terminal: Terminal): ShownChanges {
  const line = (value: object) => terminal.out(`${JSON.stringify(value)}\n`);
  return {
    show: (changed, gone) => {
      for (const status of changed) line(status);
      for (const tenant of gone) line({ tenant, state: 'gone' });
    },
    trouble: (source, problem) => line({ trouble: { source, problem: problem ?? null } }),
    end: () => {},
  };
}

function plainLines(terminal: Terminal): ShownChanges {
  const troubles = new Map<string, string>();
  const said = new Map<string, string>();
  const isNews = ({ tenant, state, summary }: TenantStatus) => {
    const text = `${state} ${summary}`;
    return said.get(tenant) !== text && said.set(tenant, text);
  };
  return {
    show: (changed, gone) => {
      const news = sortByUrgency(changed.filter(isNews));
      for (const line of tableLines(news, terminal.color)) terminal.out(`${timeOfDay()}  ${line}\n`);
      for (const tenant of gone) terminal.out(`${timeOfDay()}  ${tenant}  gone\n`);
    },
    trouble: (source, problem) => {
      if (troubles.get(source) === problem) return;
      if (problem === undefined) troubles.delete(source);
      else troubles.set(source, problem);
      terminal.err(`${timeOfDay()}  ${source}: ${printableLine(problem ?? 'answers again')}\n`);
    },
    end: () => {},
  };
}

/** xterm's alternate screen, without a cursor; what stood there before comes back. */
const enter = '\u001b[?1049h\u001b[?25l';
const leave = '\u001b[?25h\u001b[?1049l';
const home = '\u001b[H';
const restOfLine = '\u001b[K';
const restOfScreen = '\u001b[J';

class LiveTable implements ShownChanges {
  readonly #all: () => Iterable<TenantStatus>;
  readonly #id: string | undefined;
  readonly #terminal: Terminal;
  readonly #screen: Screen;
  readonly #troubles = new Map<string, string>();
  readonly #timer: NodeJS.Timeout;
  #isStale = true;

  constructor(all: () => Iterable<TenantStatus>, id: string | undefined, terminal: Terminal, screen: Screen) {
    this.#all = all;
    this.#id = id;
    this.#terminal = terminal;
    this.#screen = screen;
    terminal.out(enter);
    this.#timer = setInterval(() => this.#draw(), betweenFrames);
  }

  show(): void {
    this.#isStale = true;
  }

  trouble(source: string, problem: string | undefined): void {
    if (problem === undefined) this.#troubles.delete(source);
    else this.#troubles.set(source, problem);
    this.#isStale = true;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#terminal.out(leave);
    for (const line of this.#lines(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)) this.#terminal.out(`${line}\n`);
  }

  #draw(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    const { rows, columns } = this.#screen.size();
    const lines = this.#lines(rows, columns).slice(0, rows - 1);
    this.#terminal.out(`${home}${lines.map((line) => `${line}${restOfLine}\n`).join('')}${restOfScreen}`);
  }

  #lines(rows: number, columns: number): string[] {
    const statuses = sortByUrgency(this.#all());
    const { color } = this.#terminal;
    const troubles = [...this.#troubles].map(([source, problem]) => color.red(`${source}: ${printableLine(problem)}`));
    if (this.#id !== undefined) return [...troubles, ...statuses.flatMap((status) => tenantLines(status, color))];
    const room = Math.max(1, rows - troubles.length - 3);
    const rest = statuses.length - room;
    return [
      ...troubles,
      countsLine(statuses),
      ...tableLines(statuses.slice(0, room), color, columns),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    ];
  }
}

/** Milliseconds. */
const betweenFrames = 250;

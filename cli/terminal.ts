// The terminal of the process: its streams, colour, progress, the screen, and what stops a command.
import type { Readable, Writable } from 'node:stream';
import picocolors from 'picocolors';

/** Somebody who can be asked. */
export interface Person {
  readonly input: Readable;
  readonly output: Writable;
}

/** A screen that somebody looks at, and that can be written over. */
export interface Screen {
  /** Characters. */
  size(): { readonly rows: number; readonly columns: number };
}

export interface Terminal {
  readonly color: ReturnType<typeof picocolors.createColors>;
  /** True where GitHub Actions reads the output: findings become annotations. */
  readonly annotations: boolean;
  /** Absent where nobody is there to answer: in a pipe, in CI. */
  readonly person?: Person;
  /** Absent in a pipe and in CI. */
  readonly screen?: Screen;
  out(text: string): void;
  err(text: string): void;
  /** Shows how far long work has come; nothing where nobody looks. */
  progress(what: string, done: number, total: number): void;
  /** Empties the screen; says whether there is one that somebody looks at. */
  clear(): boolean;
}

/** The process's streams, or others like them. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly rows?: number; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/** The process's own terminal. */
export function processTerminal(
  environment: NodeJS.ProcessEnv = process.env,
  { stdin, stdout, stderr }: Streams = process,
): Terminal {
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosed);
  const inCi = environment.CI !== undefined;
  const attended = stdin.isTTY === true && stdout.isTTY === true && !inCi;
  const line = progressLine(stderr, stderr.isTTY === true && !inCi);
  const writeTo = (stream: Writable) => (text: string) => {
    line.clear();
    stream.write(text);
  };
  return {
    color: picocolors.createColors(stdout.isTTY === true && stderr.isTTY === true && wantsColor(environment)),
    annotations: environment.GITHUB_ACTIONS === 'true',
    person: attended ? { input: stdin, output: stdout } : undefined,
    screen:
      stdout.isTTY === true && !inCi
        ? { size: () => ({ rows: stdout.rows || 24, columns: stdout.columns || 80 }) }
        : undefined,
    out: writeTo(stdout),
    err: writeTo(stderr),
    progress: line.show,
    clear: () => {
      const live = stdout.isTTY === true && !inCi;
      if (live) writeTo(stdout)(clearedScreen);
      return live;
    },
  };
}

/** Who has read enough, as `head` does, closes the pipe: what was done stands, and nothing is left to say. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Milliseconds between two updates of the progress. */
const interval = 100;
const clearedLine = '\r\u001b[2K';
/** The cursor to the top, then the screen and what has scrolled away (ECMA-48, ED; xterm's 3 J). */
const clearedScreen = '\u001b[H\u001b[2J\u001b[3J';

/** One line that is written over again and again, and is gone before anything else is written. */
function progressLine(stream: Writable, live: boolean): { show: Terminal['progress']; clear: () => void } {
  let shown = 0;
  const clear = () => {
    if (shown > 0) stream.write(clearedLine);
    shown = 0;
  };
  const show = (what: string, done: number, total: number) => {
    const now = Date.now();
    if (!live || (done < total && now - shown < interval)) return;
    stream.write(`${clearedLine}${what} ${done}/${total}`);
    shown = now;
    if (done === total) clear();
  };
  return { show, clear };
}

/** NO_COLOR (no-color.org) and a terminal that knows no sequences. */
function wantsColor({ NO_COLOR = '', TERM }: NodeJS.ProcessEnv): boolean {
  return NO_COLOR === '' && TERM !== 'dumb';
}

/** Ends a command that runs until it is stopped: by Ctrl-C, SIGTERM, or a reader that has gone. A second Ctrl-C ends the process at once. */
export function stopSignal(output: Writable = process.stdout): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  output.once('error', stop);
  return controller.signal;
}

export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** The text with everything that does not print, or that changes how others print, escaped; lines stay lines. */
export function printable(text: string): string {
  return text.replaceAll(
    unprintable,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** The same for what must be one line. */
export function printableLine(text: string): string {
  return printable(text).replaceAll('\n', '\\u000a');
}

const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

// The edge to the terminal: two streams, colour where a person looks, a progress line that leaves no trace.
import type { Readable, Writable } from 'node:stream';
import picocolors from 'picocolors';

/** Somebody who can be asked. */
export interface Person {
  readonly input: Readable;
  readonly output: Writable;
}

export interface Terminal {
  readonly color: ReturnType<typeof picocolors.createColors>;
  /** True where GitHub Actions reads the output: findings become annotations. */
  readonly annotations: boolean;
  /** Absent where nobody is there to answer: in a pipe, in CI. */
  readonly person?: Person;
  out(text: string): void;
  err(text: string): void;
  /** Shows how far long work has come; nothing where nobody looks. */
  progress(what: string, done: number, total: number): void;
}

/** The process's own terminal. */
export function processTerminal(environment: NodeJS.ProcessEnv = process.env): Terminal {
  const live = process.stderr.isTTY === true && environment.CI === undefined;
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosed);
  let shown = 0;
  const clear = () => {
    if (shown > 0) process.stderr.write('\r\u001b[2K');
    shown = 0;
  };
  return {
    color: picocolors.createColors(isColored(environment)),
    annotations: environment.GITHUB_ACTIONS === 'true',
    ...(isAttended(environment) ? { person: { input: process.stdin, output: process.stdout } } : {}),
    out: (text) => {
      clear();
      process.stdout.write(text);
    },
    err: (text) => {
      clear();
      process.stderr.write(text);
    },
    progress: (what, done, total) => {
      const now = Date.now();
      if (!live || (done < total && now - shown < 100)) return;
      process.stderr.write(`\r\u001b[2K${what} ${done}/${total}`);
      shown = now;
      if (done === total) clear();
    },
  };
}

/** Who has read enough, as `head` does, closes the pipe: what was done stands, and nothing is left to say. */
function ignoreClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function isAttended(environment: NodeJS.ProcessEnv): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true && environment.CI === undefined;
}

function isColored(environment: NodeJS.ProcessEnv): boolean {
  if (environment.NO_COLOR !== undefined && environment.NO_COLOR !== '') return false;
  return process.stdout.isTTY === true && process.stderr.isTTY === true && environment.TERM !== 'dumb';
}

// Runs the built program as people do: a process of its own, with its arguments, folder, environment and input.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const main = join(import.meta.dirname, '..', '..', 'build', 'cli', 'main.js');

export interface RunOptions {
  readonly cwd: string;
  /** Besides PATH and HOME, which every process gets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** What a shell does first to the process that becomes the program, as `ulimit -f 1`. */
  readonly limit?: string;
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runCli(args: readonly string[], options: RunOptions): Promise<RunResult> {
  const child = startCli(args, options);
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  child.stdin.end(options.input ?? '');
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** The running process, for tests that stop it or stop listening. */
export function startCli(
  args: readonly string[],
  { cwd, env = {}, limit }: RunOptions,
): ChildProcessWithoutNullStreams {
  const { PATH = '', HOME = '' } = process.env;
  const words = [process.execPath, main, ...args];
  const [command = '', ...rest] =
    limit === undefined ? words : ['/bin/sh', '-c', `${limit} && exec "$@"`, 'sh', ...words];
  return spawn(command, rest, { cwd, env: { PATH, HOME, ...env } });
}

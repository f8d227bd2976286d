// Runs the program as people do, with arguments, a folder, an environment and input: most tests in their own process, where the
// program is loaded already, and those that are about the process in one that runs what was built.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runProgram } from '../../cli/program.js';
import { processTerminal } from '../../cli/terminal.js';

const main = join(import.meta.dirname, '..', '..', 'build', 'cli', 'main.js');

export interface RunOptions {
  readonly cwd: string;
  /** Besides PATH and HOME, which every run gets. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProcessOptions extends RunOptions {
  /** What a shell does first to the process that becomes the program, as `ulimit -f 1`. */
  readonly limit?: string;
}

export interface RunResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let before: Promise<unknown> = Promise.resolve();

/** Runs it here; of several that are asked for at once, one after the other, for the folder and the environment are the process's. */
export function runCli(args: readonly string[], options: RunOptions): Promise<RunResult> {
  const result = before.then(() => runHere(args, options));
  before = result.catch(() => {});
  return result;
}

async function runHere(args: readonly string[], { cwd, env }: RunOptions): Promise<RunResult> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const own = { cwd: process.cwd(), env: process.env };
  process.chdir(cwd);
  process.env = environment(env);
  try {
    const code = await runProgram(args, processTerminal(process.env, { stdin, stdout, stderr }));
    stdout.end();
    stderr.end();
    const [out, err] = await said;
    return { code, stdout: out, stderr: err };
  } finally {
    process.env = own.env;
    process.chdir(own.cwd);
  }
}

/** Runs it in a process of its own, until that ends. */
export async function runProcess(args: readonly string[], options: ProcessOptions): Promise<RunResult> {
  const child = startCli(args, options);
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  child.stdin.end();
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** The running process, for tests that stop it or stop listening. */
export function startCli(args: readonly string[], { cwd, env, limit }: ProcessOptions): ChildProcessWithoutNullStreams {
  const words = [process.execPath, main, ...args];
  const [command = '', ...rest] =
    limit === undefined ? words : ['/bin/sh', '-c', `${limit} && exec "$@"`, 'sh', ...words];
  return spawn(command, rest, { cwd, env: environment(env) });
}

function environment(env: RunOptions['env']): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, ...env };
}

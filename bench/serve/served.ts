// `tenantry serve` as a process of its own, and what the system says of it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const main = join(import.meta.dirname, '..', '..', 'cli', 'main.js');
/** Of /proc/<pid>/stat (proc_pid_stat(5)); a hundredth of a second on every Linux. */
const tick = 0.01;

export interface Served {
  readonly page: string;
  readonly process: ChildProcess;
}

export async function startServe(
  root: string,
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Served> {
  const words = ['serve', '--root', root, '--listen', '127.0.0.1:0', '--metrics-listen', '127.0.0.1:0', ...options];
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { msg, page } = JSON.parse(line);
    if (msg !== 'serving') continue;
    child.stdout.resume();
    return { page, process: child };
  }
  throw new Error(`serve ended with ${child.exitCode}`);
}

export async function stopServe({ process: child }: Served): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Megabytes: what is resident now, and at most so far. */
export function memoryOf({ process: { pid } }: Served): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

/** Seconds of CPU so far. */
export function cpuOf({ process: { pid } }: Served): number {
  const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(afterName[11]) + Number(afterName[12])) * tick;
}

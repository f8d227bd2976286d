// Runs one command of the built `tenantry` as a process of its own, and says what it took.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface CommandCost {
  readonly seconds: number;
  /** Of its own process: children of git are not in it. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

const main = new URL('../cli/main.js', import.meta.url).href;

/** Throws where it ends with anything but 0. */
export async function runCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandCost> {
  const started = performance.now();
  const script = `process.argv.splice(1, 0, 'tenantry'); await import(${JSON.stringify(main)}); process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage(); process.stderr.write('cost ' + maxRSS + ' ' + (userCPUTime + systemCPUTime) + '\\n'); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [errors, code] = await Promise.all([text(child.stderr), ended]);
  if (code !== 0) throw new Error(`tenantry ${args[0]} failed: ${errors}`);
  const [, peak = 0, cpu = 0] = /cost (\d+) (\d+)/.exec(errors) ?? [];
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: Number(cpu) / 1e6,
    peakMegabytes: Math.round(Number(peak) / 1024),
  };
}

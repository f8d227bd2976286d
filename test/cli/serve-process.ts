// `tenantry serve` as a process on ports of the system's choice; may be killed and started again on the same state.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startCli } from './run-cli.js';

interface Started {
  readonly process: ChildProcess;
  readonly page: string;
  readonly metrics: string;
}

export class ServeProcess {
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  #running: Started | undefined;

  /** `folder`: the platform's, and where its state is kept. */
  constructor(folder: string, env: Readonly<Record<string, string>>) {
    this.#folder = folder;
    this.#env = env;
  }

  /** @throws Error where it ends without serving. */
  async start(...options: readonly string[]): Promise<Started> {
    const words = ['serve', '--listen', '127.0.0.1:0', '--metrics-listen', '127.0.0.1:0', ...options];
    const child = startCli(words, { cwd: this.#folder, env: this.#env });
    child.stderr.resume();
    for await (const line of createInterface({ input: child.stdout })) {
      const { msg, page, metrics } = JSON.parse(line);
      if (msg !== 'serving') continue;
      this.#running = { process: child, page, metrics };
      child.stdout.resume();
      return this.#running;
    }
    throw new Error(`serve ended with ${child.exitCode}`);
  }

  /** Gives its exit code, or the signal's name. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string | null> {
    const child = this.#running?.process;
    this.#running = undefined;
    if (child === undefined || child.exitCode !== null) return null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code, by] = await ended;
    return code ?? by;
  }

  /** An answer of the API, as `tenants/acme-auto`; undefined where there is none. */
  async tryAsk<Answer>(path: string): Promise<Answer | undefined> {
    const response = await fetch(`${this.#running?.page}/api/${path}`);
    return response.ok ? ((await response.json()) as Answer) : undefined;
  }

  async metrics(): Promise<string> {
    return (await fetch(`${this.#running?.metrics}/metrics`)).text();
  }
}

// The sample platform with `tenantry validate --watch --output json` running on it; both are gone after the test.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { on } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { sampleTenants } from '../../sample-platform.js';
import { platformFolder } from '../platform-folder.js';
import { startCli } from '../run-cli.js';

/** One line of the output. */
export interface Round {
  readonly outcome?: string;
  readonly tenants?: number;
  readonly findings: readonly { readonly code: string; readonly place?: { readonly file: string } }[];
  readonly error?: { readonly kind: string };
}

export interface WatchedPlatform {
  readonly folder: string;
  readonly process: ChildProcessWithoutNullStreams;
  /** Waits for the first round that fits; gives how many there were since the last one. */
  until(fits: (round: Round) => boolean): Promise<number>;
  /** The exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

export function watchedPlatform(): WatchedPlatform {
  const folder = platformFolder();
  const child = startCli(['validate', '--watch', '--output', 'json'], { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  const reader = createInterface({ input: child.stdout });
  const lines = on(reader, 'line', { close: ['close'] });
  const until = async (fits: (round: Round) => boolean): Promise<number> => {
    for (let count = 1; ; count += 1) {
      const { done, value } = await lines.next();
      if (done === true) throw new Error('it ended before');
      if (fits(JSON.parse(value[0]))) return count;
    }
  };
  return { folder, process: child, until, ended: new Promise((resolve) => child.on('close', resolve)) };
}

export const isSound = ({ outcome, tenants }: Round): boolean => outcome === 'valid' && tenants === sampleTenants;

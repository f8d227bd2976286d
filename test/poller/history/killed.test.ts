// `kill -9` at random moments, in the making of the database too: what a process said it had stored is there, once, as a whole.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../../poller/history/history.js';
import { openHistory } from '../../../poller/history/open-history.js';
import { temporaryFolder } from '../../temporary-folder.js';
import { manyTenants } from './sample-status.js';

const build = join(import.meta.dirname, '..', '..', '..', 'build', 'poller', 'history', 'open-history.js');
const tenants = 10;

/** Goes on where it stopped: each round is another published commit of each tenant; a line for each that is stored. */
const program = `
  import { openHistory } from ${JSON.stringify(build)};
  const [folder, samples] = process.argv.slice(1);
  const history = await openHistory({ folder });
  const rounds = (await history.statuses()).map(({ correlation }) => Number(correlation.publishedCommit));
  for (let round = Math.max(0, ...rounds) + 1; ; round += 1) {
    const correlation = { publishedCommit: String(round) };
    await history.record(JSON.parse(samples).map((status) => ({ ...status, correlation })));
    console.log(String(round));
  }`;

interface Moment {
  /** Milliseconds after its start, */
  readonly start?: number;
  /** or a moment after it has stored so many rounds. */
  readonly rounds?: number;
}

/** The last round it said to have stored. */
async function runAndKill(folder: string, { start, rounds }: Moment): Promise<number> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', program, folder, JSON.stringify(manyTenants(tenants))],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  // Its output ends a moment before it does.
  const ended = once(child, 'exit');
  const kill = (milliseconds: number) => setTimeout(() => child.kill('SIGKILL'), milliseconds);
  if (start !== undefined) kill(start);
  let last = 0;
  let stored = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    stored += 1;
    if (stored === rounds) kill(Math.random() * 100);
  }
  await ended;
  return last;
}

describe('a store whose process is killed', () => {
  it('has all that it said it had, once', async () => {
    const folder = temporaryFolder();
    for (const start of [400, 1500 + Math.random() * 1500]) await runAndKill(folder, { start });
    let last = 0;
    for (let kill = 0; kill < 5; kill += 1) {
      const said = await runAndKill(folder, { rounds: 1 + Math.floor(Math.random() * 20) });
      last = Math.max(last, said);
      const events = await allEvents(folder);
      const stored = Math.max(0, ...events.map(({ publishedCommit }) => Number(publishedCommit)));
      expect([last, last + 1]).toContain(stored);
      expect(countsOf(events)).toEqual(expectedCounts(stored));
      last = stored;
    }
    expect(last).toBeGreaterThanOrEqual(5);
  }, 180_000);
});

async function allEvents(folder: string): Promise<readonly AuditEvent[]> {
  const history = await openHistory({ folder });
  const events = await history.since(0, 1_000_000);
  await history.close();
  return events;
}

/** How often each tenant was told each kind of each round. */
function countsOf(events: readonly AuditEvent[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { tenant, publishedCommit, kind } of events) {
    const key = `${tenant} ${publishedCommit} ${kind}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

function expectedCounts(rounds: number): Readonly<Record<string, number>> {
  const kinds = ['Requested', 'Started', 'Completed'];
  const keys = manyTenants(tenants).flatMap(({ tenant }) =>
    Array.from({ length: rounds }, (_, round) => kinds.map((kind) => `${tenant} ${round + 1} ${kind}`)).flat(),
  );
  return Object.fromEntries(keys.map((key) => [key, 1]));
}

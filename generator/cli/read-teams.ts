// Who is in which team, told as a file: JSON such as {"support": ["mona-example"]}. Input for the policy only.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import type { TeamMembers } from '../policy/people.js';
import { tryReadFileAt } from '../publish/source-revision.js';
import { UsageError } from './usage-error.js';

const teams = z.record(z.string(), z.array(z.string()));

/** Throws UsageError for a file that can not be read or holds something else. */
export function readTeams(file: string): TeamMembers {
  return membersIn(file, () => readFileSync(file, 'utf8'));
}

/**
 * For a change that is judged: a file that git keeps counts as it is where the change is to go, or whoever proposes one would choose who
 * approves it. One that only the change brings tells nothing yet.
 */
export async function readTeamsFor(file: string, root: string, from: string): Promise<TeamMembers> {
  const path = relative(resolve(root), resolve(file));
  const [before, now] = [await tryReadFileAt(root, from, path), await tryReadFileAt(root, 'HEAD', path)];
  if (before === undefined) return now === undefined ? readTeams(file) : new Map();
  return membersIn(file, () => before);
}

function membersIn(file: string, read: () => string): TeamMembers {
  const found = teams.safeParse(parsed(file, read));
  if (!found.success)
    throw new UsageError(`${file} must hold teams with their logins, as {"support": ["mona-example"]}`);
  return new Map(Object.entries(found.data));
}

function parsed(file: string, read: () => string): unknown {
  try {
    return JSON.parse(read());
  } catch (cause) {
    throw new UsageError(`${file} can not be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

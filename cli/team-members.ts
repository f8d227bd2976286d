// The members of teams that platform.yaml does not list: a JSON file, `{"<team>": ["<login>", …]}`.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { z } from 'zod';
import type { TeamMembers } from '../generator/permissions/verdict.js';
import { tryReadFileAt } from '../generator/publish/source-revision.js';
import { UsageError } from './terminal.js';

/** Throws UsageError for a file that can not be read or holds something else. */
export function readTeams(file: string): TeamMembers {
  return membersIn(file, () => readFileSync(file, 'utf8'));
}

/**
 * The teams that count for a change. A file that git keeps counts as `from` has it, or whoever proposes a change would choose who approves
 * it; a file that only the change brings names nobody yet.
 */
export async function readTeamsFor(file: string, root: string, from: string): Promise<TeamMembers> {
  const path = relative(resolve(root), resolve(file));
  const [before, now] = [await tryReadFileAt(root, from, path), await tryReadFileAt(root, 'HEAD', path)];
  if (before === undefined) return now === undefined ? readTeams(file) : new Map();
  return membersIn(file, () => before);
}

const teamsSchema = z.record(z.string(), z.array(z.string()));

function membersIn(file: string, read: () => string): TeamMembers {
  const found = teamsSchema.safeParse(parsed(file, read));
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

// Who is in which team, told as a file: JSON such as {"support": ["mona-example"]}. Input for the policy only.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { TeamMembers } from '../policy/people.js';
import { UsageError } from './usage-error.js';

const teams = z.record(z.string(), z.array(z.string()));

/** Throws UsageError for a file that can not be read or holds something else. */
export function readTeams(file: string): TeamMembers {
  const read = teams.safeParse(parse(file));
  if (!read.success)
    throw new UsageError(`${file} must hold teams with their logins, as {"support": ["mona-example"]}`);
  return new Map(Object.entries(read.data));
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new UsageError(`${file} can not be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

// Which cached clone of a URL a run works in: two runs never share one, and what a killed run leaves is thrown away.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLeftOver, temporaryName } from '../write/left-overs.js';

export interface CacheSlot {
  readonly gitDir: string;
  /** True where there is no clone yet. */
  readonly fresh: boolean;
  /** Gives the clone back to the cache. */
  release(): void;
}

/** A run takes the idle clone `<name>.git` by renaming it, which only one can do; who finds none makes another. */
export function claimCache(cacheFolder: string, name: string): CacheSlot {
  const folder = resolve(cacheFolder);
  const idle = join(folder, `${name}.git`);
  const prefix = `${name}.run.`;
  mkdirSync(folder, { recursive: true });
  removeLeftOvers(folder, prefix);
  const gitDir = join(folder, temporaryName(prefix));
  const fresh = !tryRename(idle, gitDir);
  return { gitDir, fresh, release: () => release(gitDir, idle) };
}

function removeLeftOvers(folder: string, prefix: string): void {
  for (const name of readdirSync(folder))
    if (isLeftOver(name, prefix)) rmSync(join(folder, name), { recursive: true, force: true });
}

function release(gitDir: string, idle: string): void {
  if (existsSync(idle) || !tryRename(gitDir, idle)) rmSync(gitDir, { recursive: true, force: true });
}

/** False where the source is not there, or the target is. */
function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && occupied.has(error.code)) return false;
    throw error;
  }
}

const occupied: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTEMPTY', 'EEXIST']);

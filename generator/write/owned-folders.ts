// The folders of a tree that Tenantry writes into, and the files of others that may stand in its way there.
import { OutsideError } from '../finding/outside-error.js';
import { tryFindOwner } from '../published/layout.js';
import type { RenderedFile } from '../synth/rendered.js';

/** True for a path in a folder where nobody else should put files. */
export function isInOwnedFolder(path: string): boolean {
  return ['clusters/', 'argocd/', 'removed/'].some((folder) => path.startsWith(folder));
}

/** Throws where writing would replace a foreign file by a folder, or a folder that holds one by a file. */
export function assertNotBlocked(puts: readonly RenderedFile[], current: ReadonlyMap<string, string>): void {
  const foreign = new Set([...current.keys()].filter((path) => tryFindOwner(path) === undefined));
  if (foreign.size === 0) return;
  const written = new Set(puts.map((file) => file.path));
  for (const path of foreign)
    for (const folder of foldersOf(path)) if (written.has(folder)) throw blocked(path, folder);
  for (const path of written)
    for (const folder of foldersOf(path)) if (foreign.has(folder)) throw blocked(folder, path);
}

function* foldersOf(path: string): Generator<string> {
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) yield path.slice(0, slash);
}

function blocked(foreign: string, written: string): OutsideError {
  return new OutsideError(`${foreign} was not made by Tenantry and stands in the way of ${written}`, {
    hint: `move or remove ${foreign} from the tree`,
  });
}

// The files of a run's changes that are somebody's, as texts before and after.
import { type Ownership, tryFindOwner } from '../published/layout.js';
import type { Tree } from '../published/tree.js';
import type { Changes } from '../write/reconcile.js';

export interface ChangedTexts {
  /** Sorted. */
  readonly paths: readonly string[];
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/** Reads no more of the tree than what is wanted of it. */
export async function changedTexts(
  { puts, deletes }: Changes,
  tree: Tree,
  isWanted: (owner: Ownership) => boolean,
): Promise<ChangedTexts> {
  const current = await tree.list();
  const paths = [...puts.map((file) => file.path), ...deletes].sort().filter((path) => {
    const owner = tryFindOwner(path);
    return owner !== undefined && isWanted(owner);
  });
  return {
    paths,
    before: await tree.read(paths.filter((path) => current.has(path))),
    after: new Map(puts.map((file) => [file.path, file.text])),
  };
}

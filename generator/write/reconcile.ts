// What has to change in a tree so that it holds what was rendered; pure. It comes from a Tree's list and synth's RenderedTree,
// and goes to write-tree (a folder) or commit-changes (a commit). Nothing dies here by being absent: removal is asked for by id.
import { blobId } from '../published/blob-id.js';
import { compareText } from '../published/compare.js';
import { tryFindOwner } from '../published/layout.js';
import type { RenderedFile, RenderedTree } from '../synth/rendered.js';
import { assertSharedPaths, assertTenantPaths, assertTombstonePaths } from './own-paths.js';
import { assertNotBlocked, isInOwnedFolder } from './owned-folders.js';
import { staleShared } from './stale-shared.js';

export interface ReconcileInput {
  /** Paths of the tree with git's blob ids. */
  readonly current: ReadonlyMap<string, string>;
  readonly rendered: RenderedTree;
  /** Ids whose published files stay exactly as they are, whatever was rendered. */
  readonly keep: ReadonlySet<string>;
  /** Ids whose published files go. A tenant that is rendered or kept stays all the same. */
  readonly remove: ReadonlySet<string>;
  /** Tombstones to write; none is ever deleted. @default [] */
  readonly tombstones?: readonly RenderedFile[];
}

/** All lists are sorted. */
export interface Changes {
  readonly puts: readonly RenderedFile[];
  readonly deletes: readonly string[];
  readonly tenants: TenantChanges;
  /** Files in owned folders that Tenantry did not make; they are never touched. */
  readonly foreign: readonly string[];
}

/** Ids by what happens to them; each published or rendered tenant is in exactly one list. */
export interface TenantChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  readonly kept: readonly string[];
}

/** Throws an OutsideError where a foreign file stands in the way of one to be written. */
export function reconcile(input: ReconcileInput): Changes {
  const current = groupByOwner(input.current.keys());
  const changes = new Collected(input.current);
  for (const tenant of input.rendered.tenants) {
    if (input.keep.has(tenant.id)) continue;
    assertTenantPaths(tenant);
    changes.render(tenant.id, tenant.files, current.tenants.get(tenant.id) ?? []);
  }
  for (const [id, paths] of current.tenants) if (!changes.has(id)) changes.retire(id, paths, isRemoved(input, id));
  assertTombstonePaths(input.tombstones ?? []);
  changes.put(input.tombstones ?? []);
  assertSharedPaths(input.rendered.shared);
  changes.put(input.rendered.shared);
  changes.delete(staleShared(current.shared, input.rendered.shared, changes.keptPaths));
  const sorted = changes.sorted(current.foreign);
  assertNotBlocked(sorted.puts, input.current);
  return sorted;
}

function isRemoved({ keep, remove }: ReconcileInput, id: string): boolean {
  return remove.has(id) && !keep.has(id);
}

interface Grouped {
  readonly tenants: ReadonlyMap<string, readonly string[]>;
  readonly shared: readonly string[];
  readonly foreign: readonly string[];
}

function groupByOwner(paths: Iterable<string>): Grouped {
  const tenants = new Map<string, string[]>();
  const shared: string[] = [];
  const foreign: string[] = [];
  for (const path of paths) {
    const owner = tryFindOwner(path);
    if (owner?.kind === 'tenant') append(tenants, owner.id, path);
    else if (owner?.kind === 'shared') shared.push(path);
    else if (owner === undefined && isInOwnedFolder(path)) foreign.push(path);
  }
  return { tenants, shared, foreign };
}

function append(lists: Map<string, string[]>, id: string, path: string): void {
  const list = lists.get(id);
  if (list) list.push(path);
  else lists.set(id, [path]);
}

type Fate = keyof TenantChanges;

class Collected {
  readonly keptPaths: string[] = [];
  readonly #current: ReadonlyMap<string, string>;
  readonly #puts: RenderedFile[] = [];
  readonly #deletes: string[] = [];
  readonly #fates = new Map<string, Fate>();

  constructor(current: ReadonlyMap<string, string>) {
    this.#current = current;
  }

  has(id: string): boolean {
    return this.#fates.has(id);
  }

  render(id: string, files: readonly RenderedFile[], published: readonly string[]): void {
    const wanted = new Set(files.map((file) => file.path));
    const before = this.#puts.length + this.#deletes.length;
    this.put(files);
    this.delete(published.filter((path) => !wanted.has(path)));
    const differs = this.#puts.length + this.#deletes.length > before;
    this.#fates.set(id, published.length === 0 ? 'added' : differs ? 'changed' : 'unchanged');
  }

  retire(id: string, published: readonly string[], removed: boolean): void {
    this.#fates.set(id, removed ? 'removed' : 'kept');
    if (removed) this.delete(published);
    else this.keptPaths.push(...published);
  }

  put(files: readonly RenderedFile[]): void {
    for (const file of files) {
      const published = this.#current.get(file.path);
      if (published === undefined || published !== blobId(file.text)) this.#puts.push(file);
    }
  }

  delete(paths: readonly string[]): void {
    this.#deletes.push(...paths);
  }

  sorted(foreign: readonly string[]): Changes {
    return {
      puts: this.#puts.sort((a, b) => compareText(a.path, b.path)),
      deletes: this.#deletes.sort(compareText),
      tenants: sortedFates(this.#fates),
      foreign: [...foreign].sort(compareText),
    };
  }
}

function sortedFates(fates: ReadonlyMap<string, Fate>): TenantChanges {
  const all = { added: [], changed: [], removed: [], unchanged: [], kept: [] } as Record<Fate, string[]>;
  for (const [id, fate] of fates) all[fate].push(id);
  for (const list of Object.values(all)) list.sort(compareText);
  return all;
}

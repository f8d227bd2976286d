// What has to change in a tree so that it holds what was rendered; pure. It comes from a Tree's list and synth's RenderedTree,
// and goes to write-tree (a folder) or commit-changes (a commit). Nothing dies here by being absent: removal is asked for by id.
import { OutsideError } from '../../constructs/base/finding.js';
import { compareText } from '../../constructs/base/order.js';
import type { RenderedFile, RenderedTenant, RenderedTree } from '../render/render-tenant.js';
import { layout, type Ownership, ownershipFile, tryFindOwner } from './layout.js';
import { blobId } from './tree.js';

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

/** Throws for a path that is not the tenant's own, or that two files have; both are mistakes of the program, not of its input. */
function assertTenantPaths(tenant: RenderedTenant): void {
  assertOnce(tenant.files);
  for (const { path } of tenant.files) {
    const owner = tryFindOwner(path);
    if (owner?.kind !== 'tenant' || owner.id !== tenant.id)
      throw new Error(`${path} is not a file of tenant ${tenant.id}`);
  }
}

/** The same for the platform's files. */
function assertSharedPaths(files: readonly RenderedFile[]): void {
  assertKind(files, 'shared');
}

/** The same for what is remembered of removed tenants. */
function assertTombstonePaths(files: readonly RenderedFile[]): void {
  assertKind(files, 'removed');
}

function assertKind(files: readonly RenderedFile[], kind: Ownership['kind']): void {
  assertOnce(files);
  for (const { path } of files) if (tryFindOwner(path)?.kind !== kind) throw new Error(`${path} is not a ${kind} file`);
}

function assertOnce(files: readonly RenderedFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    if (seen.has(path)) throw new Error(`${path} was rendered twice`);
    seen.add(path);
  }
}

/** True for a path in a folder where nobody else should put files. */
function isInOwnedFolder(path: string): boolean {
  return ['clusters/', 'argocd/', 'removed/'].some((folder) => path.startsWith(folder));
}

/** Throws where writing would replace a foreign file by a folder, or a folder that holds one by a file. */
function assertNotBlocked(puts: readonly RenderedFile[], current: ReadonlyMap<string, string>): void {
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

/** Paths of `published` to delete. */
function staleShared(
  published: readonly string[],
  rendered: readonly RenderedFile[],
  keptPaths: readonly string[],
): string[] {
  const needed = new Set([ownershipFile, ...rendered.map((file) => file.path)]);
  for (const path of keptPaths) for (const carrier of carriersOf(path)) needed.add(carrier);
  return published.filter((path) => !needed.has(path));
}

/** The root Applications of a kept file's cluster, and its set's ApplicationSet. */
function carriersOf(path: string): string[] {
  const [, cluster = '', folder = '', set = ''] = path.split('/');
  return [layout.roots(cluster), ...(folder === 'argocd' ? [layout.applicationSet(cluster, set)] : [])];
}

// The semantic diff of a run: for each tenant whose files change, what that means in Kubernetes and to Argo CD.
// Input are the changes that reconcile found and the tree that they are to be made in.
import { type Ownership, tryFindOwner } from '../tree/layout.js';
import type { Changes } from '../tree/reconcile.js';
import type { Tree } from '../tree/tree.js';
import { TextComparison } from './compare-objects.js';
import { diffTenant, type TenantDiff } from './diff-tenant.js';
import { type DiffGroup, groupDiffs, type OwnValues } from './group-diffs.js';

/** Diffs of all tenants that change, sorted by id; tenants whose difference is only noise are left out. */
export async function diffChanges(changes: Changes, tree: Tree): Promise<TenantDiff[]> {
  const { paths, before, after } = await changedTexts(changes, tree, ({ kind }) => kind === 'tenant');
  const added = new Set(changes.tenants.added);
  const removed = new Set(changes.tenants.removed);
  const comparison = new TextComparison();
  return [...pathsByTenant(paths)].flatMap(([id, own]) => {
    const diff = diffTenant(id, pick(before, own), pick(after, own), comparison);
    return diff === undefined
      ? []
      : [
          {
            ...diff,
            fate: added.has(id) ? ('added' as const) : removed.has(id) ? ('removed' as const) : ('changed' as const),
          },
        ];
  });
}

function pathsByTenant(paths: readonly string[]): Map<string, string[]> {
  const tenants = new Map<string, string[]>();
  for (const path of paths) {
    const owner = tryFindOwner(path);
    if (owner?.kind !== 'tenant') continue;
    const own = tenants.get(owner.id);
    if (own === undefined) tenants.set(owner.id, [path]);
    else own.push(path);
  }
  return tenants;
}

function pick(texts: ReadonlyMap<string, string>, paths: readonly string[]): Map<string, string> {
  return new Map(paths.flatMap((path) => (texts.has(path) ? [[fileOf(path), texts.get(path) ?? ''] as const] : [])));
}

/** What Argo CD is given of a tenant is the same in whatever set the tenant is. */
function fileOf(path: string): string {
  const owner = tryFindOwner(path);
  if (owner?.kind !== 'tenant' || owner.part === 'manifests') return path;
  return owner.part === 'index' ? `${owner.id}.json` : 'project.yaml';
}

/** Objects that change alike but for their cluster and their set are in one group, whose ids are their names. */
export async function diffShared(changes: Changes, tree: Tree): Promise<DiffGroup[]> {
  const { paths, before, after } = await changedTexts(changes, tree, ({ kind }) => kind === 'shared');
  const own = new Map<string, OwnValues>();
  const diffs = paths.flatMap((path) =>
    diffsOf(path, before.get(path), after.get(path)).map((diff) => {
      own.set(diff.id, ownWords(path, diff.id));
      return diff;
    }),
  );
  return groupDiffs(diffs, (id) => own.get(id));
}

/** One for each object of a file. */
function diffsOf(path: string, before: string | undefined, after: string | undefined): TenantDiff[] {
  const [old, next] = [before, after].map((text) => new Map(text === undefined ? [] : [[path, text]]));
  const { objects } = diffTenant(path, old ?? new Map(), next ?? new Map()) ?? { objects: [] };
  return objects.map((object) => ({ id: object.name, fate: object.fate, objects: [object], risk: object.risk }));
}

/** As `eu-west` and `set-3` of `clusters/eu-west/argocd/set-3/applicationset.yaml`, or of a root that is named after both. */
function ownWords(path: string, name: string): OwnValues {
  const cluster = /^(?:clusters|argocd)\/([^/.]+)/.exec(path)?.[1];
  const set = /[^.]+$/.exec(name)?.[0] ?? name;
  return { id: set, namespace: cluster ?? set, hosts: [], texts: [] };
}

export interface ChangedTexts {
  /** Sorted. */
  readonly paths: readonly string[];
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/** Reads no more of the tree than what is wanted of it. */
async function changedTexts(
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

// The semantic diff of a run: for each tenant whose files change, what that means in Kubernetes and to Argo CD.
// Input are the changes that reconcile found and the tree that they are to be made in.
import { tryFindOwner } from '../published/layout.js';
import type { Tree } from '../published/tree.js';
import type { Changes } from '../write/reconcile.js';
import { changedTexts } from './changed-texts.js';
import { TextComparison } from './compare-texts.js';
import { diffTenant, type TenantDiff } from './diff-tenant.js';

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

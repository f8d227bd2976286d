// What changes of that which Argo CD is given for all tenants: ApplicationSets, roots, and how many sets there are.
// Input are the changes that reconcile found and the tree that they are to be made in.
import type { Tree } from '../published/tree.js';
import type { Changes } from '../write/reconcile.js';
import { changedTexts } from './changed-texts.js';
import { diffTenant, type TenantDiff } from './diff-tenant.js';
import { type DiffGroup, groupDiffs, type OwnValues } from './group-diffs.js';

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

// What one run changes in a tree, be it `dist/` or the GitOps repository: render against what is there, keep what must stay, obey the guards.
import { type Finding, finding, hasErrors } from '../constructs/base/finding.js';
import { decideRetention } from './publish/retention.js';
import type { PlatformSource } from './read/schema/platform.js';
import type { PlatformRenderer, Progress } from './render-platform.js';
import { checkOwnership, readMark, type TreeOwner } from './tree/ownership.js';
import { type PublishedTenants, readPublished } from './tree/published-tenant.js';
import { type Changes, reconcile, type TenantChanges } from './tree/reconcile.js';
import { readTombstones, type Tombstone, type Tombstones, tombstoneOf } from './tree/tombstone.js';
import type { Tree } from './tree/tree.js';

export interface DecideOptions {
  /** ISO date: grace periods are measured against it. */
  readonly today: string;
  /** True where a person asked for another number of sets. */
  readonly changeSets?: boolean;
  readonly progress?: Progress;
  /** Tree that tells what is published, where that is another than the one to change. */
  readonly published?: Tree;
}

export interface Decision {
  /** Absent where the tree may not be changed at all. */
  readonly changes?: Changes;
  readonly findings: readonly Finding[];
  /** Ids that have a file and can not be rendered, be it for an error that is not theirs; none where the tree is not to be changed. */
  readonly failing: ReadonlySet<string>;
}

/** Decides, and changes nothing. */
export async function decideChanges(
  renderer: PlatformRenderer,
  platform: PlatformSource,
  tree: Tree,
  options: DecideOptions,
): Promise<Decision> {
  const ownership = checkOwnership(await readMark(tree), treeOwner(platform), {
    changeSets: options.changeSets === true,
  });
  if (hasErrors(ownership)) return { findings: ownership, failing: new Set() };
  const publishedTree = options.published ?? tree;
  const [published, removed] = [await readPublished(publishedTree), await readTombstones(publishedTree)];
  const output = renderer.render(published, options.progress, removed);
  const present = new Set([...output.failing, ...output.tree.tenants.map((tenant) => tenant.id)]);
  const graceDays = Number.parseInt(platform.spec.guards.gracePeriod, 10);
  const retention = decideRetention({ published, present, failing: output.failing, today: options.today, graceDays });
  const changes = reconcile({
    current: await tree.list(),
    rendered: output.tree,
    keep: retention.keep,
    remove: retention.remove,
    tombstones: tombstonesAfter(removed, published, retention.remove),
  });
  const broken = [...published.values()]
    .filter(({ id }) => !renderer.plans.has(id))
    .flatMap((tenant) => tenant.finding ?? []);
  const budgets = checkBudgets(changes.tenants, platform.spec.guards);
  const findings = [
    ...output.findings,
    ...broken,
    ...retention.findings,
    ...budgets,
    ...changes.foreign.map(foreignFile),
  ];
  const { failing } = output;
  return hasErrors(budgets) ? { findings, failing } : { changes, findings, failing };
}

/** Those that there are, and one for each tenant that goes now. */
function tombstonesAfter(before: Tombstones, published: PublishedTenants, remove: ReadonlySet<string>): Tombstone[] {
  const going = [...published.values()].filter(({ id }) => remove.has(id));
  return [
    ...new Map([
      ...before,
      ...going.map((each) => [each.id, tombstoneOf(each, before.get(each.id))] as const),
    ]).values(),
  ];
}

/** Whose the trees of a platform are. */
function treeOwner({ metadata, spec }: PlatformSource): TreeOwner {
  return {
    platform: metadata.name,
    sets: Object.fromEntries(Object.keys(spec.clusters).map((cluster) => [cluster, spec.argocd.sets])),
  };
}

function foreignFile(file: string): Finding {
  return finding('tree/foreign-file', {
    message: 'this file is in a folder that Tenantry keeps, but Tenantry did not make it',
    hint: 'remove it by hand: Argo CD applies every YAML file of a tenant’s folder',
    place: { file },
  });
}

export interface Budgets {
  /** How many tenants one publish may remove. */
  readonly deletions: number;
  /** How many published tenants one publish may change: a number, or a share of them as `10%`. @default no limit */
  readonly changes?: number | `${number}%`;
}

/** Errors where more tenants would go or change than is allowed; each names them. */
export function checkBudgets(tenants: TenantChanges, budgets: Budgets): Finding[] {
  return [...checkDeletions(tenants, budgets), ...checkChanges(tenants, budgets)];
}

function checkDeletions({ removed }: TenantChanges, { deletions }: Budgets): Finding[] {
  if (removed.length <= deletions) return [];
  const message = `the publish would remove ${removed.length} tenants, ${deletions} are allowed at once: ${removed.join(', ')}`;
  const hint = 'if all of them are meant to go, raise guards.deletions in platform.yaml for this publish';
  return [finding('publish/deletion-budget', { message, hint })];
}

function checkChanges(tenants: TenantChanges, { changes }: Budgets): Finding[] {
  const { changed } = tenants;
  const allowed = changes === undefined ? Number.POSITIVE_INFINITY : allowedChanges(changes, countPublished(tenants));
  if (changed.length <= allowed) return [];
  const message = `the publish would change ${changed.length} tenants, ${allowed} are allowed at once: ${changed.join(', ')}`;
  const hint = 'if the change is meant for all of them, raise guards.changes in platform.yaml for this publish';
  return [finding('publish/change-budget', { message, hint })];
}

function countPublished({ changed, removed, unchanged, kept }: TenantChanges): number {
  return changed.length + removed.length + unchanged.length + kept.length;
}

/** A share is rounded down, but never below one tenant: a small platform can always be changed. */
function allowedChanges(changes: number | `${number}%`, published: number): number {
  if (typeof changes === 'number') return changes;
  return Math.max(1, Math.floor((published * Number.parseFloat(changes)) / 100));
}

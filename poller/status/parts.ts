// A tenant's objects, each with the step that it belongs to and how far it is: what the Application lists, what its operation did,
// and, where it is at hand, what the resource tree says. The output goes to steps.ts.
import type { TenantStep } from '../../constructs/base/kind.js';
import { waves } from '../../constructs/base/waves.js';
import { kindOf } from '../../constructs/kinds.js';
import {
  type ApplicationView,
  type HealthStatus,
  type ObjectName,
  objectKey,
  type ResourceView,
  type ResultView,
} from './application.js';
import type { ResourceTree, TreeNode } from './read-resource-tree.js';
import type { ResourceStatus, StepState } from './tenant-status.js';

export interface Part extends ObjectName {
  readonly step: TenantStep;
  readonly state: Exclude<StepState, 'skipped'>;
  readonly sync: string;
  readonly health?: string;
  readonly message?: string;
  readonly createdAt?: string;
}

/** In the Application's order; of what left git only that which a person must let go. */
export function partsOf(view: ApplicationView, tree: ResourceTree | undefined): Part[] {
  const results = new Map((view.operation?.results ?? []).map((result) => [objectKey(result), result]));
  const awaited = awaitedObject(view);
  return view.resources
    .filter(({ prune, confirm }) => !prune || confirm)
    .map((resource) => {
      const key = objectKey(resource);
      const evidence = { view, resource, result: results.get(key), node: tree?.get(key), awaited: key === awaited };
      return partOf(evidence);
    });
}

/** For people, the unwell first. */
export function resourceStatuses(parts: readonly Part[]): ResourceStatus[] {
  const rank = { failed: 0, running: 1, waiting: 2, done: 3 } as const satisfies Record<Part['state'], number>;
  return [...parts]
    .sort((a, b) => rank[a.state] - rank[b.state])
    .slice(0, mostShown)
    .map(({ kind, name, health, sync, message }) => ({
      kind,
      name,
      sync,
      health,
      message,
    }));
}

const mostShown = 200;

interface Evidence {
  readonly view: ApplicationView;
  readonly resource: ResourceView;
  readonly result: ResultView | undefined;
  readonly node: TreeNode | undefined;
  /** Whether the operation says that it waits for this object. */
  readonly awaited: boolean;
}

function partOf(evidence: Evidence): Part {
  const { resource, node } = evidence;
  const { group, kind, name, sync } = resource;
  const message = messageOf(evidence);
  return {
    group,
    kind,
    name,
    sync,
    step: stepOf(resource),
    state: stateOf(evidence),
    health: node?.health,
    message: message || undefined,
    createdAt: node?.createdAt,
  };
}

/** The first that holds. */
function stateOf(evidence: Evidence): Part['state'] {
  const { view, resource, node } = evidence;
  if (resource.prune) return 'waiting';
  if (hasFailed(evidence)) return 'failed';
  if (isUnderWay(evidence)) return 'running';
  if (node?.health !== undefined && !isAtRest(node.health, view) && node.health !== 'Missing') return 'running';
  return isApplied(evidence) || (resource.sync === 'Synced' && node?.health !== 'Missing') ? 'done' : 'waiting';
}

/**
 * What runs once and has failed stays so, whatever Argo CD tries again; everything else may come true with its next attempt, and has
 * failed when there is none.
 */
function hasFailed(evidence: Evidence): boolean {
  const { view, resource, result, node } = evidence;
  const refused = result?.status === 'SyncFailed' || result?.phase === 'Failed' || result?.phase === 'Error';
  const unwell = node?.health === 'Degraded' || isFailedJobByGuess(evidence);
  if (runsOnce(resource)) return unwell || refused;
  return (unwell || refused) && !(view.pending && view.operation?.phase === 'Running');
}

export function runsOnce(object: ObjectName): boolean {
  return kindOf(object)?.runsOnce === true;
}

/** Without a tree: a sync does not wait for its last wave, and a Job that it left Running there is what went wrong since. */
function isFailedJobByGuess({ view, resource, result, node }: Evidence): boolean {
  const settled = view.operation?.phase === 'Succeeded' && view.health === 'Degraded';
  return settled && node === undefined && runsOnce(resource) && result?.phase === 'Running';
}

function isAtRest(health: HealthStatus, { lifecycle }: ApplicationView): boolean {
  return health === 'Healthy' || (health === 'Suspended' && lifecycle !== 'active');
}

function isUnderWay({ view, result, node, awaited }: Evidence): boolean {
  const moving = view.pending || view.operation?.phase === 'Running';
  if (node?.health === 'Progressing' || node?.health === 'Degraded') return true;
  if (moving && (result?.status === 'SyncFailed' || result?.phase === 'Failed')) return true;
  // Whoever has the tree knows better than what the operation last said; many kinds have no health.
  if (node !== undefined && (node.health === undefined || isAtRest(node.health, view))) return false;
  return awaited || (result?.phase === 'Running' && view.health !== 'Healthy');
}

/** The list of resources is as old as the last comparison; what the operation did since is newer. */
function isApplied({ result }: Evidence): boolean {
  return result?.status === 'Synced' && (result.phase === 'Succeeded' || result.phase === 'Running');
}

function messageOf({ result, node }: Evidence): string {
  const refusal = result?.status === 'SyncFailed' || result?.phase === 'Failed' || result?.phase === 'Error';
  if (refusal && result.message !== '') return result.message;
  return node?.message ?? '';
}

/** gitops-engine names the first object that it waits for: "waiting for healthy state of batch/Job/migrate and 3 more resources". */
function awaitedObject({ operation }: ApplicationView): string | undefined {
  if (operation?.phase !== 'Running') return undefined;
  return /^waiting for healthy state of (\S*\/\S+\/\S+)/i.exec(operation.message)?.[1];
}

interface Band {
  readonly before: number;
  readonly step: TenantStep;
}

/** First wave after each step's. */
const bands: readonly Band[] = [
  { before: waves.secretStore, step: 'namespace' },
  { before: waves.backupStore, step: 'secrets' },
  { before: waves.migrations, step: 'database' },
  { before: waves.services, step: 'migration' },
  { before: waves.routes, step: 'services' },
];

/** By its kind, or, where that leaves it open or nobody knows the kind, by its wave. */
export function stepOf({
  group,
  kind,
  name,
  wave,
}: Pick<ResourceView, 'group' | 'kind' | 'name' | 'wave'>): TenantStep {
  const { step } = kindOf({ group, kind }) ?? {};
  const own = typeof step === 'function' ? step({ name, wave }) : step;
  return own ?? bands.find(({ before }) => wave < before)?.step ?? 'healthy';
}

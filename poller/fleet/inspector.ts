// Asks Argo CD's API for what the Application does not say: the health of each object and the marker while a tenant moves, and once what
// became of the last backup of a suspended one. Without an answer the steps are coarser.

import { type ApplicationView, objectKey } from '../status/application.js';
import { isLastBackup } from '../status/lost-backup.js';
import type { PublishedFacts } from '../status/published-facts.js';
import type { ResourceTree, TreeNode } from '../status/read-resource-tree.js';
import type { TenantState, TenantStatus } from '../status/tenant-status.js';

/** ArgoCdApi is one; both fail where it does not answer. */
export interface ObjectHealth {
  resourceTree(view: Pick<ApplicationView, 'name' | 'namespace'>, signal: AbortSignal): Promise<ResourceTree>;
  marker(view: Pick<ApplicationView, 'name' | 'namespace'>, signal: AbortSignal): Promise<string | undefined>;
}

interface Inspection {
  readonly tree?: ResourceTree;
  readonly lastBackup?: TreeNode;
  readonly marker?: string;
}

interface Followed {
  /** The tenant's last commit; all that follows is about it. */
  readonly commit: string;
  view: ApplicationView;
  tree?: ResourceTree;
  /** Empty while it has not been read: nothing has arrived without it. What is at rest has arrived. */
  marker?: string;
  timer?: NodeJS.Timeout;
  /** Whether it was asked for at all, with or without success. */
  asked: boolean;
  /** Milliseconds until the next request. */
  pause: number;
}

export class Inspector {
  readonly #apis: ReadonlyMap<string, ObjectHealth>;
  readonly #found: (tenant: string) => void;
  readonly #followed = new Map<string, Followed>();
  readonly #backups = new LastBackups();
  /** When each Argo CD's API may be asked again after a failure, by our own running clock. */
  readonly #pausedUntil = new Map<string, number>();
  readonly #stop = new AbortController();

  /** @param found Called each time that there is something new of a tenant. */
  constructor(apis: ReadonlyMap<string, ObjectHealth>, found: (tenant: string) => void) {
    this.#apis = apis;
    this.#found = found;
  }

  /** Whether a tenant in motion has not been asked for yet. */
  get isBusy(): boolean {
    return [...this.#followed.values()].some(({ asked, timer }) => !asked && timer !== undefined);
  }

  /** What is known of a tenant's objects. */
  found({ tenant }: ApplicationView, facts: PublishedFacts | undefined): Inspection {
    const commit = commitOf(facts);
    const backup = this.#backups.found(tenant, commit);
    const followed = this.#followed.get(tenant);
    if (followed === undefined || followed.commit !== commit) return backup;
    const { tree, marker } = followed;
    return { ...backup, tree, marker };
  }

  /** Begins to ask for one that moves, and ends when it rests. */
  follow(view: ApplicationView, facts: PublishedFacts | undefined, status: TenantStatus): void {
    if (!this.#apis.has(view.argocd) || this.#stop.signal.aborted) return;
    const commit = commitOf(facts);
    if (!isAtRest(status)) this.#schedule(this.#current(view, { commit, marker: '' }));
    else if (status.state === 'suspended' && this.#backups.isOwed(view, commit))
      this.#schedule(this.#current(view, { commit }));
    else this.#rest(status.tenant);
  }

  forget(tenant: string): void {
    clearTimeout(this.#followed.get(tenant)?.timer);
    this.#followed.delete(tenant);
    this.#backups.forget(tenant);
  }

  stop(): void {
    this.#stop.abort();
    for (const tenant of [...this.#followed.keys()]) this.forget(tenant);
  }

  #current(view: ApplicationView, first: Pick<Followed, 'commit' | 'marker'>): Followed {
    const known = this.#followed.get(view.tenant);
    if (known !== undefined && known.commit === first.commit) {
      if (hasMoved(known.view, view)) known.pause = shortestPause;
      known.view = view;
      return known;
    }
    this.forget(view.tenant);
    const followed: Followed = { ...first, view, asked: false, pause: shortestPause };
    this.#followed.set(view.tenant, followed);
    return followed;
  }

  /** What was found last is kept for a while: people look at what has just arrived. */
  #rest(tenant: string): void {
    const followed = this.#followed.get(tenant);
    if (followed === undefined) return;
    clearTimeout(followed.timer);
    delete followed.timer;
    if (this.#followed.size <= mostKept) return;
    const oldest = [...this.#followed].find(([, { timer }]) => timer === undefined);
    if (oldest !== undefined) this.#followed.delete(oldest[0]);
  }

  #schedule(followed: Followed): void {
    if (followed.timer !== undefined) return;
    const isProofMissing = followed.marker === '' && followed.view.operation?.phase === 'Succeeded';
    const wait = followed.asked && !isProofMissing ? followed.pause : atOnce;
    followed.pause = Math.min(longestPause, followed.pause * 1.5);
    followed.timer = setTimeout(() => void this.#ask(followed), wait);
  }

  async #ask(followed: Followed): Promise<void> {
    const { tenant, argocd } = followed.view;
    const api = this.#apis.get(argocd);
    const isPaused = performance.now() < (this.#pausedUntil.get(argocd) ?? 0);
    try {
      if (api === undefined || isPaused) throw new Error('it is not asked now');
      const { signal } = this.#stop;
      followed.tree = await api.resourceTree(followed.view, signal);
      this.#backups.keep(followed.view, followed.commit, followed.tree);
      // The marker comes last: before the operation has ended it is that of the manifests before.
      if (followed.view.operation?.phase === 'Succeeded')
        followed.marker = (await api.marker(followed.view, signal)) ?? none;
    } catch {
      // Whatever it is: the steps are coarser without it, and say so.
      if (!isPaused) this.#pausedUntil.set(argocd, performance.now() + pauseAfterFailure);
      delete followed.tree;
      delete followed.marker;
    }
    followed.asked = true;
    delete followed.timer;
    if (!this.#stop.signal.aborted && this.#followed.get(tenant) === followed) this.#found(tenant);
  }
}

/** Milliseconds. */
const atOnce = 50;
const shortestPause = 2000;
const longestPause = 60_000;
const pauseAfterFailure = 15_000;
/** A digest that no marker has. */
const none = 'none';
/** Tenants at rest whose objects are kept. */
const mostKept = 500;

function commitOf(facts: PublishedFacts | undefined): string {
  return facts?.commit ?? '';
}

/** Where Argo CD can not even compare, an outage of it concerns all, and its objects say nothing new. */
function isAtRest({ state, steps }: TenantStatus): boolean {
  return atRest.has(state) || steps.some((step) => step.name === 'seen' && step.state === 'failed');
}

const atRest: ReadonlySet<TenantState> = new Set(['live', 'suspended', 'unknown']);

/** Whether Argo CD says something else of it. */
function hasMoved(before: ApplicationView, after: ApplicationView): boolean {
  const { operation, health, sync } = after;
  const last = before.operation;
  return (
    before.health !== health ||
    before.sync !== sync ||
    last?.phase !== operation?.phase ||
    last?.message !== operation?.message
  );
}

interface Known {
  readonly commit: string;
  readonly node?: TreeNode;
}

export class LastBackups {
  readonly #known = new Map<string, Known>();

  /** Whether the tenant has one that only the API knows, and that is not known yet. */
  isOwed(view: ApplicationView, commit: string): boolean {
    const backup = view.resources.find(isLastBackup);
    if (backup === undefined || view.operation?.results.some(isLastBackup)) return false;
    return this.#known.get(view.tenant)?.commit !== commit;
  }

  /** A tree that is older than its end says nothing of it. */
  keep({ tenant, resources }: ApplicationView, commit: string, tree: ResourceTree): void {
    const backup = resources.find(isLastBackup);
    const node = backup === undefined ? undefined : tree.get(objectKey(backup));
    if (backup === undefined || node?.health === 'Progressing') this.forget(tenant);
    else this.#known.set(tenant, { commit, node });
  }

  found(tenant: string, commit: string): { readonly lastBackup?: TreeNode } {
    const known = this.#known.get(tenant);
    return { lastBackup: known?.commit === commit ? known.node : undefined };
  }

  forget(tenant: string): void {
    this.#known.delete(tenant);
  }
}

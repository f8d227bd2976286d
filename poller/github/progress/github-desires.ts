// The messages for GitHub after each batch: one for each source commit, for its pull request and for each deployment. The store keeps
// them with the batch, and drops those that repeat the last one.

import type { Recorded } from '../../history/history.js';
import type { Desire } from '../../history/outbox.js';
import type { TenantStatus } from '../../status/tenant-status.js';
import { CommitProgress } from './commit-progress.js';
import { commitTenantOf, groupOf } from './commit-tenant.js';
import type { Payload } from './payload.js';

/** The outbox's word for GitHub. */
export const githubTarget = 'github';

/** Tenants that are named, where more are only counted. */
const shown = { commit: { most: 100, allUpTo: 0 }, pull: { most: 20, allUpTo: 10 } } as const;

export class GitHubDesires {
  readonly #commits = new Map<string, CommitProgress>();
  readonly #commitOf = new Map<string, string>();
  /** Told with the last batch, and told again with this one: nobody says whether the last one was stored. */
  #last = new Touched();

  /** @param statuses What the store holds: all current ones. */
  constructor(statuses: readonly TenantStatus[]) {
    for (const status of statuses) this.#place(status, new Touched());
  }

  /** As `RecordOptions.desires` takes it. Only events are news; of a first import nothing is. */
  readonly desires = (recorded: Recorded, firstImport: boolean): readonly Desire[] => {
    const touched = new Touched();
    for (const status of recorded.statuses) this.#place(status, touched);
    for (const { tenant, kind } of recorded.events)
      if (kind === 'Offboarded') this.#remove(tenant, touched);
      else touched.add(this.#commitOf.get(tenant), tenant);
    const desires = firstImport ? [] : this.#desiresOf(touched.with(this.#last));
    this.#dropEmpty(this.#last, touched);
    this.#last = firstImport ? new Touched() : touched;
    return desires;
  };

  #place(status: TenantStatus, touched: Touched): void {
    const { tenant, correlation } = status;
    const before = this.#commitOf.get(tenant);
    // Without git nothing is known of commits, and the tenant has not moved on.
    const commit = correlation.sourceCommit ?? (correlation.publishedCommit === undefined ? before : undefined);
    if (commit !== before) this.#remove(tenant, touched);
    if (commit === undefined) return;
    const progress = this.#commits.get(commit) ?? new CommitProgress(commit);
    this.#commits.set(commit, progress);
    this.#commitOf.set(tenant, commit);
    progress.put(commitTenantOf(status));
  }

  #remove(tenant: string, touched: Touched): void {
    const commit = this.#commitOf.get(tenant);
    const progress = commit === undefined ? undefined : this.#commits.get(commit);
    if (commit === undefined || progress === undefined) return;
    this.#commitOf.delete(tenant);
    const found = progress.tryFind(tenant);
    if (found && progress.hasDeployment(tenant)) touched.leave(commit, found);
    if (progress.leave(tenant)) touched.add(commit);
    else if (progress.isEmpty) this.#commits.delete(commit);
  }

  #desiresOf(touched: Touched): Desire[] {
    const { commits, tenants, left } = touched;
    return [
      ...[...commits].flatMap((commit) => {
        const progress = this.#commits.get(commit);
        return progress === undefined ? [] : commitDesires(progress, commit);
      }),
      ...left.map(({ commit, tenant, region, url }) =>
        deploymentDesire({ kind: 'deployment', commit, tenant, region, url, state: 'superseded' }),
      ),
      ...[...tenants].flatMap((tenant) => this.#deployment(tenant)),
    ];
  }

  #deployment(tenant: string): Desire[] {
    const commit = this.#commitOf.get(tenant) ?? '';
    const progress = this.#commits.get(commit);
    const found = progress?.hasDeployment(tenant) ? progress.tryFind(tenant) : undefined;
    if (found === undefined) return [];
    const { state, region, url, summary } = found;
    const problem = groupOf(state) === 'failing' ? summary : undefined;
    return [deploymentDesire({ kind: 'deployment', commit, tenant, region, url, state, problem })];
  }

  /** Commits without a tenant have been told twice, and are no one's news any more. */
  #dropEmpty(last: Touched, touched: Touched): void {
    for (const commit of last.commits)
      if (!touched.commits.has(commit) && this.#commits.get(commit)?.isEmpty) this.#commits.delete(commit);
  }
}

function commitDesires(progress: CommitProgress, commit: string): Desire[] {
  return (['commit', 'pull'] as const).map((kind) => {
    const payload: Payload = { kind, ...progress.facts(shown[kind]) };
    return { target: githubTarget, subject: `${kind}/${commit}`, payload };
  });
}

/** After the commit and its pull request: there are many, and GitHub takes few writes a minute. */
function deploymentDesire(payload: Extract<Payload, { kind: 'deployment' }>): Desire {
  return { target: githubTarget, subject: `deployment/${payload.commit}/${payload.tenant}`, payload, rank: 1 };
}

interface Left {
  readonly commit: string;
  readonly tenant: string;
  readonly region: string;
  readonly url: string;
}

/** What a batch has news of. */
class Touched {
  readonly commits = new Set<string>();
  readonly tenants = new Set<string>();
  readonly left: Left[] = [];

  add(commit: string | undefined, tenant?: string): void {
    if (commit !== undefined) this.commits.add(commit);
    if (tenant !== undefined) this.tenants.add(tenant);
  }

  leave(commit: string, { tenant, region, url }: Omit<Left, 'commit'>): void {
    this.left.push({ commit, tenant, region, url });
  }

  with(other: Touched): Touched {
    const both = new Touched();
    for (const { commits, tenants, left } of [other, this]) {
      for (const commit of commits) both.add(commit);
      for (const tenant of tenants) both.add(undefined, tenant);
      both.left.push(...left);
    }
    return both;
  }
}

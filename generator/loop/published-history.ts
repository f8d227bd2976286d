// What the GitOps repository says of each tenant, kept in memory and brought up to date when the branch moves: its index entry, the
// last commit that touched its folder, and the order of commits. One pass over the whole history at first, then over what is new.
import type { IsReached, PublishedEntry, PublishedFacts } from '../../argocd/status/published-facts.js';
import { askGit } from '../publish/git.js';
import { gitTree } from '../publish/git-tree.js';
import type { Repository } from '../publish/repository.js';
import { tryFindOwner } from '../published/layout.js';
import { type PublishedTenants, parsePublished } from '../published/published-tenant.js';
import { type PublishedCommit, readCommits } from './commit-log.js';

export class PublishedHistory {
  readonly #repository: Repository;
  #head: string | undefined;
  /** Position of each commit on the branch. */
  #order = new Map<string, number>();
  /** The last commit that touched a tenant's folder, by `clusters/<cluster>/tenants/<id>`. */
  #touched = new Map<string, PublishedCommit>();
  #facts = new Map<string, PublishedFacts>();

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** By tenant; without those whose index entry can not be read. */
  get facts(): ReadonlyMap<string, PublishedFacts> {
    return this.#facts;
  }

  get head(): string | undefined {
    return this.#head;
  }

  readonly isReached: IsReached = (commit, revision) => {
    const [asked, at] = [this.#order.get(commit), this.#order.get(revision)];
    return asked === undefined || at === undefined ? undefined : asked <= at;
  };

  /** Gives the tenants of which something is new or gone. @throws OutsideError where the repository can not be read. */
  async refresh(): Promise<ReadonlySet<string>> {
    const head = await this.#repository.head();
    if (head === this.#head) return new Set();
    const before = this.#facts;
    if (head === undefined) this.#forget();
    else await this.#advance(head);
    this.#head = head;
    return differing(before, this.#facts);
  }

  close(): void {
    this.#repository.close();
  }

  #forget(): void {
    this.#order = new Map();
    this.#touched = new Map();
    this.#facts = new Map();
  }

  async #advance(head: string): Promise<void> {
    const { gitDir } = this.#repository;
    const from = this.#head;
    if (from !== undefined && (await followsOn(gitDir, from, head))) {
      this.#append(await readCommits(gitDir, head, from));
    } else {
      // The first time, and after somebody has put the branch elsewhere.
      this.#forget();
      this.#append(await readCommits(gitDir, head));
    }
    this.#facts = this.#factsOf(await readEntries(gitDir, head));
  }

  #append(commits: readonly PublishedCommit[]): void {
    for (const { paths, ...commit } of commits) {
      this.#order.set(commit.commit, this.#order.size);
      const kept = { ...commit, paths: [] };
      for (const path of paths) {
        const owner = tryFindOwner(path);
        if (owner?.kind === 'tenant' && owner.part === 'manifests')
          this.#touched.set(path.slice(0, path.lastIndexOf('/')), kept);
      }
    }
  }

  #factsOf(published: PublishedTenants): Map<string, PublishedFacts> {
    const facts = new Map<string, PublishedFacts>();
    for (const [id, { entry }] of published) {
      const last = entry === undefined ? undefined : this.#touched.get(entry.folder);
      if (entry === undefined || last === undefined) continue;
      const { commit, at, source } = last;
      const { commit: sourceCommit, ...way } = source ?? {};
      const known = sourceCommit === undefined ? {} : { sourceCommit, ...way };
      facts.set(id, { entry: entryOf(entry), commit, publishedAt: at, ...known });
    }
    return facts;
  }
}

function entryOf(entry: PublishedEntry): PublishedEntry {
  const { tenant, displayName, namespace, cluster, region, product, tier, ring, lifecycle, url, digest } = entry;
  return { tenant, displayName, namespace, cluster, region, product, tier, ring, lifecycle, url, digest };
}

/** Whether the branch only grew; what it was may be gone from the repository altogether. */
async function followsOn(gitDir: string, from: string, head: string): Promise<boolean> {
  return (await askGit([`--git-dir=${gitDir}`, 'merge-base', '--is-ancestor', from, head])).code === 0;
}

async function readEntries(gitDir: string, head: string): Promise<PublishedTenants> {
  const tree = gitTree(gitDir, head);
  const paths = [...(await tree.list()).keys()].filter((path) => {
    const owner = tryFindOwner(path);
    return owner?.kind === 'tenant' && owner.part === 'index';
  });
  return parsePublished(await tree.read(paths));
}

function differing(
  before: ReadonlyMap<string, PublishedFacts>,
  after: ReadonlyMap<string, PublishedFacts>,
): ReadonlySet<string> {
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  return new Set(ids.filter((id) => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id))));
}

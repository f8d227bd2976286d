// What the GitOps repository says of each tenant: its index entry, the last commit that touched its folder, and the order of commits.
// The first refresh reads the whole history, the following ones what is new.

import { askPlumbing, plumb } from '../../generator/publish/git.js';
import { gitTree } from '../../generator/publish/git-tree.js';
import type { Repository } from '../../generator/publish/repository.js';
import { tryFindOwner } from '../../generator/tree/layout.js';
import { type PublishedTenants, parsePublished } from '../../generator/tree/published-tenant.js';
import {
  isoSeconds,
  parseSourceTrailers,
  type SourceFacts,
  sourceTrailersCount,
  sourceTrailersFormat,
  wholeSha,
} from '../../generator/tree/source-trailers.js';
import type { IsReached, PublishedEntry, PublishedFacts } from '../status/published-facts.js';

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
      facts.set(id, { entry: entryOf(entry), commit, publishedAt: at, ...(source && sourceOf(source)) });
    }
    return facts;
  }
}

function sourceOf({ commit: sourceCommit, ...rest }: SourceFacts) {
  return { sourceCommit, ...rest };
}

function entryOf(entry: PublishedEntry): PublishedEntry {
  const { tenant, displayName, namespace, cluster, region, product, tier, ring, lifecycle, url, digest } = entry;
  return { tenant, displayName, namespace, cluster, region, product, tier, ring, lifecycle, url, digest };
}

/** Whether the branch only grew; what it was may be gone from the repository altogether. */
async function followsOn(gitDir: string, from: string, head: string): Promise<boolean> {
  return (await askPlumbing([`--git-dir=${gitDir}`, 'merge-base', '--is-ancestor', from, head])).code === 0;
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

interface PublishedCommit {
  readonly commit: string;
  /** ISO 8601 in UTC, by the committer's clock. */
  readonly at: string;
  /** From the trailers that publish writes (generator/publish/commit-message.ts). */
  readonly source?: SourceFacts;
  readonly paths: readonly string[];
}

/**
 * The commits of the branch after `from`, or all of them, the oldest first. Only the branch's own line counts: a merge stands for
 * all that it brought, since Argo CD compares what the branch pointed at.
 */
async function readCommits(gitDir: string, head: string, from?: string): Promise<PublishedCommit[]> {
  const range = from === undefined ? head : `${from}..${head}`;
  const output = await plumb([
    ...[`--git-dir=${gitDir}`, 'log', '-z', '--first-parent', '-m', '--no-renames', '--name-only'],
    ...[`--format=${format}`, range, '--'],
  ]);
  return output.toString('utf8').split(recordStart).slice(1).flatMap(parseCommit).reverse();
}

/** Characters that no path, SHA or date holds; a trailer is whatever a person wrote, and is checked. */
const recordStart = '\u001e';
const fieldEnd = '\u001f';
const format = `%x1e%H%x1f%ct%x1f${sourceTrailersFormat('%x1f')}%x1f`;

/**
 * With `-z` paths end with NUL, the first comes after the format's own end, and none is quoted. What is no commit was made by
 * somebody's trailer that holds our separators.
 */
function parseCommit(record: string): PublishedCommit[] {
  const [commit = '', seconds = '', ...fields] = record.split(fieldEnd);
  const rest = fields[sourceTrailersCount];
  if (!wholeSha.test(commit) || rest === undefined) return [];
  const source = parseSourceTrailers(fields.slice(0, sourceTrailersCount));
  const paths = rest.split(/[\0\n]/).filter((path) => path !== '');
  return [{ commit, at: isoSeconds(seconds), source, paths }];
}

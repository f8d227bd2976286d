// Publishes what was rendered as one fast-forward commit, or nothing: all or none, no other writer's commit lost, safe to kill.
// `prepare` decides what changes in the tree that is there; it is asked again from the new head whenever a race was lost.
import { type BackOff, jitteredBackOff } from '../../constructs/base/back-off.js';
import { OutsideError } from '../../constructs/base/finding.js';
import type { Changes } from '../tree/reconcile.js';
import { isLeftOver, temporaryName } from '../tree/staging.js';
import type { Tree } from '../tree/tree.js';
import { commitChanges } from './commit-changes.js';
import { askPlumbing, git, gitWords, removeCrashReports } from './git.js';
import { emptyTree, gitTree } from './git-tree.js';
import { openRepository } from './open-repository.js';
import { isSystemError, type Repository, type RepositoryOptions, refusedByDisk } from './repository.js';

export type Prepared = { readonly changes: Changes; readonly message: string } | { readonly refused: true };

export interface PublishOptions extends RepositoryOptions {
  /** Looks at the tree of the branch's head (an empty one where there is none) and says what to change in it. */
  readonly prepare: (tree: Tree, head: string | undefined, gitDir: string) => Promise<Prepared>;
  /** Told how it ended while the trees that `prepare` was given can still be read: a cached repository is gone afterwards. */
  readonly concluded?: (published: Published) => Promise<void>;
  /** How often to try before giving up. @default 30 */
  readonly tries?: number;
  readonly backOff?: BackOff;
}

export interface Published {
  readonly outcome: 'committed' | 'unchanged' | 'refused';
  /** SHA of the new commit, where one was made. */
  readonly commit?: string;
  /** The branch after the publish; absent where it does not exist. */
  readonly head?: string;
  /** How often the publish was prepared. */
  readonly attempts: number;
  /** Absent where it was refused. */
  readonly changes?: Changes;
}

/** Throws OutsideError where git, the disk or the network fails; the branch is then as it was, or as another writer left it. */
export async function publish(options: PublishOptions): Promise<Published> {
  try {
    return await openAndPublish(options);
  } catch (error) {
    throw isSystemError(error) ? refusedByDisk(error) : error;
  }
}

async function openAndPublish(options: PublishOptions): Promise<Published> {
  const repository = await openRepository(options);
  try {
    await deleteLeftOverRefs(repository.gitDir);
    removeCrashReports(repository.gitDir);
    const published = await publishInto(repository, options);
    if (published.outcome === 'committed') await tidy(repository.gitDir);
    await options.concluded?.(published);
    return published;
  } finally {
    repository.close();
  }
}

/** Between writers of one branch; in milliseconds. */
const raceBackOff = jitteredBackOff({ first: 40, longest: 2000 });

async function publishInto(repository: Repository, options: PublishOptions): Promise<Published> {
  const { tries = 30, backOff = raceBackOff } = options;
  let reason = '';
  for (let attempts = 1; attempts <= tries; attempts++) {
    const result = await attempt(repository, options, attempts);
    if (!('lost' in result)) return result;
    reason = result.lost;
    if (attempts < tries) await backOff(attempts);
  }
  throw new OutsideError(`branch ${options.branch} could not be moved in ${tries} tries: ${gitWords(reason)}`, {
    hint: 'let one publisher run at a time; if no other writer runs, remove the lock file that git may name',
  });
}

interface Lost {
  readonly lost: string;
}

async function attempt(repository: Repository, options: PublishOptions, attempts: number): Promise<Published | Lost> {
  const head = await repository.head();
  const tree = head === undefined ? emptyTree : gitTree(repository.gitDir, head);
  const prepared = await options.prepare(tree, head, repository.gitDir);
  const at = head === undefined ? { attempts } : { attempts, head };
  if ('refused' in prepared) return { outcome: 'refused', ...at };
  const { changes } = prepared;
  if (changes.puts.length + changes.deletes.length === 0) return { outcome: 'unchanged', ...at, changes };
  const made = await commitAndAdvance(repository, head, prepared);
  return 'lost' in made ? made : { outcome: 'committed', commit: made.commit, head: made.commit, attempts, changes };
}

async function commitAndAdvance(
  repository: Repository,
  head: string | undefined,
  { changes, message }: Exclude<Prepared, { refused: true }>,
): Promise<{ readonly commit: string } | Lost> {
  const { gitDir } = repository;
  const ref = temporaryRef();
  try {
    const commit = await commitChanges({ gitDir, parent: head, changes, message, ref });
    const result = await repository.advance({ from: head, to: commit });
    return result.moved ? { commit } : { lost: result.reason };
  } finally {
    await deleteRef(gitDir, ref);
  }
}

const prefix = 'refs/tenantry/';
const namePrefix = 'publish.';

/** Full name of a new ref of this run. */
function temporaryRef(): string {
  return `${prefix}${temporaryName(namePrefix)}`;
}

/** Where git refuses, the ref is a left-over for a later run. */
async function deleteRef(gitDir: string, ref: string): Promise<void> {
  await askPlumbing([`--git-dir=${gitDir}`, 'update-ref', '-d', ref]);
}

/** Deletes the refs of killed runs; those of live runs stay. */
async function deleteLeftOverRefs(gitDir: string): Promise<void> {
  const output = await git([`--git-dir=${gitDir}`, 'for-each-ref', '--format=%(refname)', prefix]);
  for (const ref of output.split('\n'))
    if (ref.startsWith(prefix) && isLeftOver(ref.slice(prefix.length), namePrefix)) await deleteRef(gitDir, ref);
}

/** Lets git pack what many publishes have added; it does nothing until there is enough, and its refusal changes nothing. */
async function tidy(gitDir: string): Promise<void> {
  await askPlumbing([`--git-dir=${gitDir}`, 'gc', '--auto', '--quiet']);
}

// The GitOps repository of a platform: where it is, and what is published in it.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NoGitError } from '../generator/publish/git.js';
import { emptyTree, gitTree } from '../generator/publish/git-tree.js';
import { openRepository } from '../generator/publish/open-repository.js';
import type { PlatformSpec } from '../generator/read/schema/platform.js';
import { diskTree } from '../generator/tree/disk-tree.js';
import type { Tree } from '../generator/tree/tree.js';

export interface GitOpsRepository {
  readonly location: string;
  readonly branch: string;
  readonly embedded: boolean;
  readonly cacheFolder: string;
}

/** The repository of a platform whose folder is `root`; `state`: where the embedded one and copies of others are. */
export function gitOpsRepository(
  root: string,
  { gitops }: Pick<PlatformSpec, 'gitops'>,
  state = join(root, '.tenantry'),
): GitOpsRepository {
  const named = gitops.pushTo ?? gitops.repository;
  return {
    location: named ?? join(state, 'gitops.git'),
    branch: gitops.branch,
    embedded: named === undefined,
    cacheFolder: join(state, 'cache'),
  };
}

/** The repository's head, fetched where it is a remote one. @throws OutsideError where it can not be reached. */
export async function publishedTree(root: string, spec: Pick<PlatformSpec, 'gitops'>): Promise<Tree> {
  const location = gitOpsRepository(root, spec);
  if (location.embedded && !existsSync(location.location)) return emptyTree;
  const repository = await openRepository(location);
  try {
    const head = await repository.head();
    return head === undefined ? emptyTree : gitTree(repository.gitDir, head);
  } finally {
    repository.close();
  }
}

/** Without network and credentials: the embedded repository where it is the one in use and there is a git, else the folder `out`. */
export async function knownPublishedTree(root: string, spec: Pick<PlatformSpec, 'gitops'>, out: string): Promise<Tree> {
  const { embedded, location } = gitOpsRepository(root, spec);
  const mirror = diskTree(resolve(root, out));
  if (!embedded || !existsSync(location)) return mirror;
  try {
    return await publishedTree(root, spec);
  } catch (error) {
    if (error instanceof NoGitError) return mirror;
    throw error;
  }
}

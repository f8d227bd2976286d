// The tree that tells what is published: the head of the GitOps repository, or where that is out of reach the folder that mirrors it.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PlatformSpec } from '../load/schema/platform.js';
import { NoGitError } from '../publish/git.js';
import { emptyTree, gitTree } from '../publish/git-tree.js';
import { openRepository } from '../publish/open-repository.js';
import type { Tree } from '../published/tree.js';
import { diskTree } from '../write/disk-tree.js';
import { gitOpsRepository } from './gitops-repository.js';

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

// Where a platform publishes to: what platform.yaml names, or the embedded bare repository below `.tenantry/`.
import { join } from 'node:path';
import type { PlatformSpec } from '../load/schema/platform.js';

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

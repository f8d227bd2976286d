// Opens the repository that a location names: a path to a bare one, or a URL with a cache on this machine.
import { OutsideError } from '../finding/outside-error.js';
import { askGit } from './git.js';
import { openLocalRepository } from './local-repository.js';
import { parseLocation } from './location.js';
import { openRemoteRepository } from './remote-repository.js';
import type { Repository, RepositoryOptions } from './repository.js';

/** Throws OutsideError for a location or branch that can not be used. */
export async function openRepository(options: RepositoryOptions): Promise<Repository> {
  const location = parseLocation(options.location);
  await assertBranchName(options.branch);
  if (location.kind === 'path') return openLocalRepository(location.path, options.branch);
  const { branch, cacheFolder = '.tenantry/cache', history = false } = options;
  return openRemoteRepository(location.url, { branch, cacheFolder, history });
}

async function assertBranchName(branch: string): Promise<void> {
  const well = !/^-|\p{C}/u.test(branch) && (await askGit(['check-ref-format', `refs/heads/${branch}`])).code === 0;
  if (well) return;
  throw new OutsideError(`${JSON.stringify(branch)} can not be the name of a branch`, {
    hint: 'correct gitops.branch in platform.yaml: as main, without blanks',
  });
}

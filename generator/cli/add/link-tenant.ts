// `tenantry add --link`: the new tenant's file as a link to GitHub's page for new files. It needs no token and writes nothing.
import { OutsideError } from '../../finding/outside-error.js';
import { serverUrl } from '../../github/access.js';
import { longestLink, tryPrefilledLink } from '../../github/prefilled-link.js';
import { findRepository } from '../../github/repository-name.js';
import { askGit } from '../../publish/git.js';
import type { Verdict } from '../check-tenant-text.js';
import type { CommandResult } from '../command-result.js';
import type { PullRequestOptions } from '../propose.js';
import { folderInRepository } from '../report-validation.js';
import type { NewTenantFile } from './propose-tenant.js';

/** Throws OutsideError where nothing names a repository, or the file is too long for a link. */
export async function linkTenant(
  { root, id, file, url, text }: NewTenantFile,
  { findings }: Verdict,
  { repository, base }: PullRequestOptions,
): Promise<CommandResult> {
  const folder = await folderInRepository(root);
  const { owner, repo } = await findRepository(root, repository);
  const link = tryPrefilledLink({
    repositoryUrl: `${serverUrl()}/${owner}/${repo}`,
    branch: base ?? (await defaultBranch(root)),
    path: folder === '' ? file : `${folder}/${file}`,
    text,
    message: `tenants: add ${id}`,
  });
  if (link === undefined)
    throw new OutsideError(`the file is too long for a link, which has at most ${longestLink} characters`, {
      hint: 'open the pull request by --pr, or write the file and commit it',
    });
  return {
    findings,
    data: { outcome: 'link', id, file, url, text, link },
    lines: [link],
    next: [
      `open it and propose the new file there: GitHub makes the branch and the pull request; once merged it is served at ${url}`,
    ],
  };
}

/** What git knows of the remote's, or what most are called. */
async function defaultBranch(root: string): Promise<string> {
  const answer = await askGit(['-C', root, 'symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']);
  const name =
    answer.code === 0
      ? answer.output
          .toString('utf8')
          .trim()
          .replace(/^origin\//, '')
      : '';
  return name === '' ? 'main' : name;
}

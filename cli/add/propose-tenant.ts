// `tenantry add --pr` and `--link`: proposes the file of a new tenant on GitHub. The working tree stays as it is, so that the next pull
// meets no copy of the file.
import { OutsideError } from '../../constructs/base/finding.js';
import type { TenantPlan } from '../../constructs/base/tenant-plan.js';
import { describePlan } from '../../generator/diff/describe-plan.js';
import { askGit } from '../../generator/publish/git.js';
import { folderInRepository } from '../../generator/publish/source-commit.js';
import { serverUrl } from '../../poller/github/access.js';
import { longestLink, tenantProposal, tryPrefilledLink } from '../../poller/github/proposals.js';
import type { Proposed } from '../../poller/github/propose-files.js';
import { findRepository } from '../../poller/github/repository-name.js';
import { headline, type PullRequestOptions, propose, tokenNotes } from '../propose.js';
import type { CommandResult } from '../show-result.js';
import type { Verdict } from '../tenant-file.js';

interface NewTenantFile {
  readonly root: string;
  readonly id: string;
  /** From the platform's folder. */
  readonly file: string;
  readonly url: string;
  readonly text: string;
}

/** Opens the pull request, or brings the one that is open up to date. */
export async function proposeTenant(
  { root, id, file, url, text }: NewTenantFile,
  { findings, plan }: Verdict,
  options: PullRequestOptions,
): Promise<CommandResult> {
  if (plan === undefined) throw new Error('a tenant that was accepted has a plan');
  const words = tenantProposal(proposedTenant(id, url, plan));
  const proposed = await propose(root, { ...words, files: [{ path: file, text }] }, options);
  return {
    findings,
    data: {
      outcome: proposed.outcome,
      id,
      file,
      url,
      text,
      branch: words.branch,
      commit: proposed.commit,
      pullRequest: { number: proposed.number, url: proposed.url },
    },
    lines: [headline(proposed), `once it is merged and published it is served at ${url}`],
    next: nextSteps(id, proposed),
  };
}

function proposedTenant(id: string, url: string, plan: TenantPlan) {
  const domains = plan.hosts.filter((host) => host.custom).map((host) => host.name);
  const { displayName, expiresAt } = plan;
  return {
    id,
    displayName,
    url,
    domains,
    description: describePlan(plan),
    expiresAt,
  };
}

function nextSteps(id: string, { outcome }: Proposed): string[] {
  return [
    'let somebody review and merge it; nothing was written here',
    ...(outcome === 'opened' ? [`change it by running the same again with the id: tenantry add ${id} --pr …`] : []),
    ...tokenNotes(),
  ];
}

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

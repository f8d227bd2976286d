// `tenantry add --pr`: the new tenant's file as a pull request. The working tree stays as it is: the file is on GitHub, and comes
// from there like everybody else's; a copy here would only be in the way of the next pull.
import { describePlan } from '../../diff/describe-plan.js';
import { githubAccess } from '../../github/access.js';
import { githubClient } from '../../github/client.js';
import { type Proposed, proposeFiles } from '../../github/propose-files.js';
import { findRepository } from '../../github/repository-name.js';
import { tenantProposal } from '../../github/tenant-proposal.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import type { CommandResult } from '../command-result.js';
import { folderInRepository } from '../report-validation.js';
import type { Verdict } from './check-new-tenant.js';

export interface PullRequestOptions {
  /** As `owner/name`; default: what GitHub Actions or the remote `origin` says. */
  readonly repository?: string;
  /** What it is merged into. @default the repository's default branch */
  readonly base?: string;
}

export interface NewTenantFile {
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
  { repository, base }: PullRequestOptions,
): Promise<CommandResult> {
  if (plan === undefined) throw new Error('a tenant that was accepted has a plan');
  const client = githubClient(githubAccess());
  const folder = await folderInRepository(root);
  const words = tenantProposal(proposedTenant(id, url, plan));
  const proposed = await proposeFiles(client, {
    ...{ repository: await findRepository(root, repository), ...words },
    files: [{ path: folder === '' ? file : `${folder}/${file}`, text }],
    ...(base === undefined ? {} : { base }),
  });
  return {
    findings,
    data: {
      ...{ outcome: proposed.outcome, id, file, url, text, branch: words.branch, commit: proposed.commit },
      pullRequest: { number: proposed.number, url: proposed.url },
    },
    lines: [`${heads[proposed.outcome]}: ${proposed.url}`, `once it is merged and published it is served at ${url}`],
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
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

const heads: Readonly<Record<Proposed['outcome'], string>> = {
  opened: 'opened a pull request',
  updated: 'brought the pull request up to date',
  unchanged: 'the pull request is open and up to date',
};

function nextSteps(id: string, { outcome }: Proposed): string[] {
  return [
    'let somebody review and merge it; nothing was written here',
    ...(outcome === 'opened' ? [`change it by running the same again with the id: tenantry add ${id} --pr …`] : []),
    ...(process.env.GITHUB_ACTIONS === 'true'
      ? ['its checks run only where an App’s token opened it: a workflow’s own GITHUB_TOKEN starts no workflows']
      : []),
  ];
}

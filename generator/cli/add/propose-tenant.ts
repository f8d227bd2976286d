// `tenantry add --pr`: the new tenant's file as a pull request. The working tree stays as it is: the file is on GitHub, and comes
// from there like everybody else's; a copy here would only be in the way of the next pull.
import { describePlan } from '../../diff/describe-plan.js';
import type { Proposed } from '../../github/propose-files.js';
import { tenantProposal } from '../../github/tenant-proposal.js';
import type { TenantPlan } from '../../plan/tenant-plan.js';
import type { Verdict } from '../check-tenant-text.js';
import type { CommandResult } from '../command-result.js';
import { headline, type PullRequestOptions, propose, tokenNotes } from '../propose.js';

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
  options: PullRequestOptions,
): Promise<CommandResult> {
  if (plan === undefined) throw new Error('a tenant that was accepted has a plan');
  const words = tenantProposal(proposedTenant(id, url, plan));
  const proposed = await propose(root, { ...words, files: [{ path: file, text }] }, options);
  return {
    findings,
    data: {
      ...{ outcome: proposed.outcome, id, file, url, text, branch: words.branch, commit: proposed.commit },
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
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

function nextSteps(id: string, { outcome }: Proposed): string[] {
  return [
    'let somebody review and merge it; nothing was written here',
    ...(outcome === 'opened' ? [`change it by running the same again with the id: tenantry add ${id} --pr …`] : []),
    ...tokenNotes(),
  ];
}

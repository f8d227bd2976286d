// `tenantry expired --pr`: the suspension of all tenants that have expired, as one pull request. Its branch is the command's own: it
// holds these tenants and no others, however often and on whichever day the command runs.
import { type ExpiredTenant, expiryProposal } from '../../github/expiry-proposal.js';
import type { SourceText } from '../../load/read-sources.js';
import type { CommandResult } from '../command-result.js';
import { headline, type PullRequestOptions, propose, tokenNotes } from '../propose.js';
import { suspendedText } from './suspended-text.js';

/** `tenants` are not empty; `texts` are those of all tenants. */
export async function proposeSuspension(
  root: string,
  tenants: readonly ExpiredTenant[],
  texts: readonly SourceText[],
  options: PullRequestOptions,
): Promise<Omit<CommandResult, 'findings'>> {
  const words = expiryProposal(tenants);
  const files = tenants.map(({ tenant }) => suspended(`tenants/${tenant}.yaml`, texts));
  const proposed = await propose(root, { ...words, files, wholeOf: 'tenants/' }, options);
  const { outcome, commit, number, url } = proposed;
  return {
    data: { outcome, branch: words.branch, ...(commit === undefined ? {} : { commit }), pullRequest: { number, url } },
    lines: [headline(proposed)],
    next: ['let somebody review and merge it; nothing was written here', ...tokenNotes()],
  };
}

function suspended(path: string, texts: readonly SourceText[]) {
  const before = texts.find(({ file }) => file === path)?.text;
  if (before === undefined) throw new Error(`a tenant that was loaded has the text ${path}`);
  return { path, before, text: suspendedText(before) };
}

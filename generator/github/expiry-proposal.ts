// The words of a pull request that suspends tenants whose last day has passed. They say no day of their own: the same tenants get the
// same words on every day, so that a run that finds nothing new changes nothing.
import { codeSpan as code } from '../diff/code-span.js';
import { cutMarkdown } from './cut-markdown.js';

export interface ExpiredTenant {
  readonly tenant: string;
  readonly displayName: string;
  /** ISO date: the last day on which it was to run. */
  readonly expiresAt: string;
}

/** `tenants` are not empty. */
export function expiryProposal(tenants: readonly ExpiredTenant[]): { branch: string; title: string; body: string } {
  const body = [
    'The last day of these tenants has passed, and they still run. Merging suspends them: nothing of them runs, their data stays.',
    '',
    '### Before merging',
    '- [ ] their owners know',
    '- [ ] the check `tenantry` passes',
    '',
    'A tenant that is to go on gets a later `expiresAt` in a pull request of its own; it is no longer in this one after the next run.',
    '',
    '### The tenants',
    ...tenants.map(
      ({ tenant, displayName, expiresAt }) => `- ${code(tenant)}, ${code(displayName)}: until ${code(expiresAt)}`,
    ),
  ].join('\n');
  return { branch: 'tenantry/expire', title: title(tenants), body: cutMarkdown(body, { limit: longestBody }) };
}

/** Characters, as of a comment. */
const longestBody = 65_536;

function title([first, ...others]: readonly ExpiredTenant[]): string {
  const what = others.length === 0 ? `${first?.tenant}, which has expired` : `${others.length + 1} that have expired`;
  return `tenants: suspend ${what}`;
}

// The texts of pull requests that Tenantry proposes (a new tenant, expired tenants, a restore), and the link that opens GitHub's page
// for a new file, filled in.
import { codeSpan as code } from '../../generator/diff/diff-report.js';
import { branchPath, pathPart } from './client.js';
import { cutMarkdown } from './comment-sections.js';
import type { FileText } from './commit-files.js';

interface PrefilledFile extends FileText {
  /** Address of the repository's page. */
  readonly repositoryUrl: string;
  /** Branch that the page begins at. */
  readonly branch: string;
  /** Of the commit that will be proposed. */
  readonly message: string;
}

/** Characters: GitHub answers a longer address with 414 (8,192 at its servers; some are left for what a browser adds). */
export const longestLink = 8000;

/** Undefined for a file that no link can hold. */
export function tryPrefilledLink({ repositoryUrl, branch, path, text, message }: PrefilledFile): string | undefined {
  const query = Object.entries({ filename: path, value: text, message })
    .map(([name, value]) => `${name}=${pathPart(value)}`)
    .join('&');
  const link = `${repositoryUrl}/new/${branchPath(branch)}?${query}`;
  return link.length <= longestLink ? link : undefined;
}

interface ProposedTenant {
  readonly id: string;
  readonly displayName: string;
  /** As describePlan says it. */
  readonly description: string;
  readonly url: string;
  readonly domains: readonly string[];
  /** ISO date. */
  readonly expiresAt?: string;
}

interface ProposalText {
  readonly branch: string;
  readonly title: string;
  readonly body: string;
}

export function tenantProposal(tenant: ProposedTenant): ProposalText {
  return {
    branch: `tenantry/add-${tenant.id}`,
    title: `tenants: add ${tenant.id}`,
    body: [
      `Adds the tenant ${code(tenant.id)} for ${code(tenant.displayName)}.`,
      '',
      '### What it will be',
      ...whatItWillBe(tenant).map((line) => `- ${line}`),
      '',
      '### Before merging',
      ...checklist(tenant).map((line) => `- [ ] ${line}`),
      '',
      'A comment will say what appears in Kubernetes. Merging publishes it; nobody runs anything by hand.',
    ].join('\n'),
  };
}

function whatItWillBe({ description, url, domains, expiresAt }: ProposedTenant): string[] {
  return [
    code(description),
    `served at ${[url, ...domains].map(code).join(', ')}`,
    ...(expiresAt === undefined ? [] : [`ends on ${code(expiresAt)}`]),
  ];
}

function checklist({ domains }: ProposedTenant): string[] {
  return [
    'the customer ordered this tier, and its data may live in this region',
    'the owner’s address reaches somebody',
    ...(domains.length === 0 ? [] : ['the customer owns these domains, and their DNS will point here']),
    'the check `tenantry` passes',
  ];
}

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

export type RestoreStep = 'begin' | 'done' | 'cancel';

interface ProposedRestore {
  readonly id: string;
  readonly step: RestoreStep;
  /** What the tenant's file will say of its server. */
  readonly database: string;
}

export function restoreProposal({ id, step, database }: ProposedRestore) {
  const { verb, what, before } = steps[step];
  const body = [
    `${what(code(id))} Its file will say ${code(`database: ${database}`)}.`,
    '',
    '### Before merging',
    ...[...before, 'the check `tenantry` passes'].map((line) => `- [ ] ${line}`),
  ];
  return { branch: `tenantry/restore-${id}`, title: `tenants: ${verb} ${id}`, body: body.join('\n') };
}

const steps = {
  begin: {
    verb: 'restore',
    what: (id: string) =>
      `Restores the database of ${id}: a new server begins with a backup, and the services move to it once it is there.`,
    before: ['the moment is the right one: what was written after it is not in the new server', 'the customer knows'],
  },
  done: {
    verb: 'settle the restore of',
    what: (id: string) =>
      `Declares the restore of ${id} done. The server before it leaves git, and Argo CD asks a person before it deletes it.`,
    before: ['somebody has looked at the restored data', 'nothing is needed from the server before it any more'],
  },
  cancel: {
    verb: 'call off the restore of',
    what: (id: string) =>
      `Calls off the restore of ${id}: its services go back to the server before it, and Argo CD asks a person before it deletes the restored one.`,
    before: ['what was written to the restored server is not needed'],
  },
} as const satisfies Record<RestoreStep, unknown>;

// `tenantry expired`: lists tenants that have expired and still run, and proposes to suspend them.
import { Option } from 'commander';
import type { Finding } from '../constructs/base/finding.js';
import type { SourceText } from '../generator/read/read-sources.js';
import type { Sources } from '../generator/read/sources.js';
import { type ExpiredTenant, expiryProposal } from '../poller/github/proposals.js';
import { today } from './clock.js';
import {
  baseOption,
  type CommonOptions,
  defineCommand,
  type PullRequestFlags,
  pullRequestOf,
  repositoryOption,
} from './define-command.js';
import { openPlatform } from './open-platform.js';
import { headline, type PullRequestOptions, propose, tokenNotes } from './propose.js';
import type { CommandResult } from './show-result.js';
import { withTenantField } from './tenant-file.js';
import { UsageError } from './terminal.js';

export const expiredCommand = defineCommand(
  {
    description:
      'With --pr it opens one pull request on GitHub that suspends all of them, and writes nothing here; run again it brings that one up to date. Where none has expired, it asks GitHub nothing. The token is read from GITHUB_TOKEN or GH_TOKEN, and needs contents: write and pull-requests: write.',
    options: [
      new Option('--date <date>', 'as 2026-12-31; default: today'),
      new Option('--pr', 'open a pull request that suspends them').default(false),
      repositoryOption,
      baseOption,
    ],
    examples: [
      'tenantry expired',
      'tenantry expired --date 2026-12-31 --output json',
      'tenantry expired --pr --repository acme/platform',
    ],
  },
  async (_, { root, date, ...options }: CommonOptions & PullRequestFlags & { date?: string }) =>
    runExpired({ root, date, pullRequest: pullRequestOf(options) }),
);

interface ExpiredCommand {
  readonly root: string;
  /** ISO date; default: today. */
  readonly date?: string;
  /** Where a pull request suspends them; absent where they are only listed. */
  readonly pullRequest?: PullRequestOptions;
}

/** Runs the command; throws UsageError for what is no date. A tenant may run through the day that it names. */
export async function runExpired({ root, date = today(), pullRequest }: ExpiredCommand): Promise<CommandResult> {
  if (!isDate(date)) throw new UsageError(`--date ${date} is no date such as 2026-12-31`);
  const { texts, findings, sources } = await openPlatform({ root, plan: false });
  const platformFindings = findings.filter((each) => each.tenant === undefined);
  if (sources === undefined) return unusable(platformFindings);
  const expired = findExpired(sources, date);
  const listed = { findings: platformFindings, ...listing(expired, date) };
  if (pullRequest === undefined || expired.length === 0) return listed;
  const proposed = await proposeSuspension(root, expired, texts.tenants, pullRequest);
  return {
    findings: platformFindings,
    data: { ...listed.data, ...proposed.data },
    lines: [...listed.lines, ...proposed.lines],
    next: proposed.next,
  };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

function unusable(findings: readonly Finding[]): CommandResult {
  return {
    findings,
    data: {},
    lines: ['nothing can be said of tenants: the platform itself is broken'],
    next: ['see what is wrong: tenantry validate'],
  };
}

function findExpired({ tenants }: Sources, date: string) {
  const expired = [...tenants].flatMap(([tenant, { data }]) => {
    const { expiresAt, lifecycle, displayName, tier, owner } = data.spec;
    const isOver = expiresAt !== undefined && expiresAt < date && lifecycle === 'active';
    return isOver ? [{ tenant, expiresAt, displayName, tier, owner }] : [];
  });
  return expired.sort((a, b) => (a.tenant < b.tenant ? -1 : 1));
}

function listing(expired: ReturnType<typeof findExpired>, date: string): Omit<CommandResult, 'findings'> {
  const lines = expired.map(
    ({ tenant, expiresAt, displayName }) => `${tenant}  expired on ${expiresAt}  ${displayName}`,
  );
  return {
    data: { date, expired },
    lines: expired.length === 0 ? [`no tenant has expired by ${date}: there is nothing to suspend`] : lines,
    next: expired.length === 0 ? [] : ['suspend them by a pull request: tenantry expired --pr'],
  };
}

/** `tenants` are not empty; `texts` are those of all tenants. */
async function proposeSuspension(
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
    data: { outcome, branch: words.branch, commit, pullRequest: { number, url } },
    lines: [headline(proposed)],
    next: ['let somebody review and merge it; nothing was written here', ...tokenNotes()],
  };
}

function suspended(path: string, texts: readonly SourceText[]) {
  const before = texts.find(({ file }) => file === path)?.text;
  if (before === undefined) throw new Error(`a tenant that was loaded has the text ${path}`);
  return { path, before, text: suspendedText(before) };
}

/** Takes the text of a file that loads without errors. */
export function suspendedText(text: string): string {
  return withTenantField(text, { key: 'lifecycle', value: 'suspended', after: 'expiresAt' });
}

// `tenantry expired`: which tenants run although the day on which they end has passed. It lists them, or proposes to suspend them.
import type { Finding } from '../../finding/finding.js';
import { load } from '../../load/load.js';
import { readSources } from '../../load/read-sources.js';
import type { Sources } from '../../load/sources.js';
import type { CommandResult } from '../command-result.js';
import { proposeSuspension } from '../expired/propose-suspension.js';
import type { PullRequestOptions } from '../propose.js';
import { today } from '../today.js';
import { UsageError } from '../usage-error.js';

export interface ExpiredCommand {
  readonly root: string;
  /** ISO date; default: today. */
  readonly date?: string;
  /** Where a pull request suspends them; absent where they are only listed. */
  readonly pullRequest?: PullRequestOptions;
}

/** Runs the command; throws UsageError for what is no date. A tenant may run through the day that it names. */
export async function runExpired({ root, date = today(), pullRequest }: ExpiredCommand): Promise<CommandResult> {
  if (!isDate(date)) throw new UsageError(`--date ${date} is no date such as 2026-12-31`);
  const texts = await readSources(root);
  const { findings, sources } = load(texts);
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

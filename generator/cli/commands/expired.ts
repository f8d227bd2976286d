// `tenantry expired`: which tenants run although the day on which they end has passed. It only lists them: to suspend one is a pull request.
import type { CommandResult } from '../command-result.js';
import { loadPlatform } from '../load-platform.js';
import { today } from '../today.js';
import { UsageError } from '../usage-error.js';

export interface ExpiredCommand {
  readonly root: string;
  /** ISO date; default: today. */
  readonly date?: string;
}

/** Runs the command; throws UsageError for what is no date. A tenant may run through the day that it names. */
export async function runExpired({ root, date = today() }: ExpiredCommand): Promise<CommandResult> {
  if (!isDate(date)) throw new UsageError(`--date ${date} is no date such as 2026-12-31`);
  const { findings, sources } = await loadPlatform(root);
  const expired = [...(sources?.tenants ?? [])].flatMap(([tenant, { data }]) => {
    const { expiresAt, lifecycle, displayName, tier, owner } = data.spec;
    const isOver = expiresAt !== undefined && expiresAt < date && lifecycle === 'active';
    return isOver ? [{ tenant, expiresAt, displayName, tier, owner }] : [];
  });
  expired.sort((a, b) => (a.tenant < b.tenant ? -1 : 1));
  return {
    findings: findings.filter((each) => each.tenant === undefined),
    data: { date, expired },
    lines: [
      ...expired.map(({ tenant, expiresAt, displayName }) => `${tenant}  expired on ${expiresAt}  ${displayName}`),
      ...(expired.length === 0 ? [`no tenant has expired by ${date}`] : []),
    ],
    next: expired.length === 0 ? [] : ['suspend them by a pull request: lifecycle: suspended, or a later expiresAt'],
  };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

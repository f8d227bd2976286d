// Refuses a publish that would remove or change more tenants than the platform allows in one go; pure.
// Input are the fates that reconcile found and the budgets of platform.yaml; findings go to the CLI.
import { type Finding, finding } from '../../constructs/base/finding.js';
import type { TenantChanges } from '../tree/reconcile.js';

export interface Budgets {
  /** How many tenants one publish may remove. */
  readonly deletions: number;
  /** How many published tenants one publish may change: a number, or a share of them as `10%`. @default no limit */
  readonly changes?: number | `${number}%`;
}

/** Errors where more tenants would go or change than is allowed; each names them. */
export function checkBudgets(tenants: TenantChanges, budgets: Budgets): Finding[] {
  return [...checkDeletions(tenants, budgets), ...checkChanges(tenants, budgets)];
}

function checkDeletions({ removed }: TenantChanges, { deletions }: Budgets): Finding[] {
  if (removed.length <= deletions) return [];
  const message = `the publish would remove ${removed.length} tenants, ${deletions} are allowed at once: ${removed.join(', ')}`;
  const hint = 'if all of them are meant to go, raise guards.deletions in platform.yaml for this publish';
  return [finding('publish/deletion-budget', { message, hint })];
}

function checkChanges(tenants: TenantChanges, { changes }: Budgets): Finding[] {
  const { changed } = tenants;
  const allowed = changes === undefined ? Number.POSITIVE_INFINITY : allowedChanges(changes, countPublished(tenants));
  if (changed.length <= allowed) return [];
  const message = `the publish would change ${changed.length} tenants, ${allowed} are allowed at once: ${changed.join(', ')}`;
  const hint = 'if the change is meant for all of them, raise guards.changes in platform.yaml for this publish';
  return [finding('publish/change-budget', { message, hint })];
}

function countPublished({ changed, removed, unchanged, kept }: TenantChanges): number {
  return changed.length + removed.length + unchanged.length + kept.length;
}

/** A share is rounded down, but never below one tenant: a small platform can always be changed. */
function allowedChanges(changes: number | `${number}%`, published: number): number {
  if (typeof changes === 'number') return changes;
  return Math.max(1, Math.floor((published * Number.parseFloat(changes)) / 100));
}

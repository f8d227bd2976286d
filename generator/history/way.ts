// One change's way of one tenant, from the commit to its end, and what was told of it already. Kept beside the status, because a
// look can miss what lies between and Argo CD repeats itself.
import type { Correlation, DeadEnd, StepName, StepState, TenantStatus } from '../../argocd/status/tenant-status.js';
import type { AuditEvent } from './audit-event.js';

/** An event before the store has given it an id. */
export type NewEvent = Omit<AuditEvent, 'id'>;

/** How a way stands where it stands still; `progressing` and `unknown` are no news by themselves. */
export type Settled = 'live' | 'degraded' | 'failed' | 'stuck' | 'suspended';

export interface Way {
  /** ISO 8601 in UTC: the merge, or the first that was seen of it; unknown for what was over when it was first seen. */
  readonly startedAt?: string;
  /** As far as it was ever known: git may be out of reach for a while. */
  readonly correlation: Correlation;
  /** Argo CD has seen it. */
  readonly begun: boolean;
  readonly completed: boolean;
  /** Where it stood still when people were told last. */
  readonly told?: { readonly state: Settled; readonly deadEnd?: DeadEnd };
  /** Each step's state as it was told; a look that knows nothing leaves it. */
  readonly steps: Readonly<Partial<Record<StepName, StepState>>>;
  /** What was told last of each step in this way. Absent in what an older version stored. */
  readonly news?: Readonly<Partial<Record<StepName, StepState>>>;
}

/** What is kept of a tenant between two looks. */
export interface Remembered {
  readonly status: TenantStatus;
  readonly way: Way;
}

/** Another published commit is another way; so is another source commit where the published one is not known. */
export function isNewWay({ correlation }: Way, after: TenantStatus): boolean {
  const published = differ(correlation.publishedCommit, after.correlation.publishedCommit);
  return published ?? differ(correlation.sourceCommit, after.correlation.sourceCommit) ?? false;
}

/** Undefined where one of the two is not known. */
function differ(before: string | undefined, after: string | undefined): boolean | undefined {
  return before === undefined || after === undefined ? undefined : before !== after;
}

/** A way of which nothing was told yet. A suspended tenant stays so: only its resumption is news. */
export function beginWay(before: Remembered | undefined, startedAt: string | undefined): Way {
  return {
    ...(startedAt !== undefined && { startedAt }),
    correlation: {},
    begun: false,
    completed: false,
    ...(before?.way.told?.state === 'suspended' && { told: { state: 'suspended' } }),
    steps: before?.way.steps ?? {},
  };
}

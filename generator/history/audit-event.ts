// What is remembered of a tenant's way: append-only, in the order of `id`. Made when a status changes, read by page, API,
// reports and metrics. It never holds credentials or contents of Secrets.
import type { StepName, TenantState } from '../../argocd/status/tenant-status.js';
import { notifiedKinds } from '../load/schema/platform/notify.js';

/** What people may be told of, and the steps of a way that nobody is told of. */
export const auditKinds = [...notifiedKinds, 'StepStarted', 'StepCompleted'] as const;

export type AuditKind = (typeof auditKinds)[number];

export interface AuditEvent {
  /** Grows with each event; two events never share one. */
  readonly id: number;
  readonly tenant: string;
  readonly kind: AuditKind;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly step?: StepName;
  /** The tenant's state after it. */
  readonly state: TenantState;
  /** One sentence for people. */
  readonly message: string;
  /** How long the step or the whole way took. */
  readonly seconds?: number;
  readonly sourceCommit?: string;
  readonly publishedCommit?: string;
  readonly pullRequest?: number;
}

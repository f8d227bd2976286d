// The interface of the store: current statuses, events, messages to deliver, and who may write. `openHistory` makes it.
import { notifiedKinds } from '../../generator/read/schema/notify.js';
import type { StepName, TenantState, TenantStatus } from '../status/tenant-status.js';
import type { Lease, Leases } from './lease.js';
import type { Desire, Outbox } from './outbox.js';

/** What one batch changed. */
export interface Recorded {
  readonly events: readonly AuditEvent[];
  /** As they are stored: with the times of steps that were seen to begin and end. Of `forget`, the last that was known. */
  readonly statuses: readonly TenantStatus[];
  /** When, by the database's clock; ISO 8601 in UTC. */
  readonly at: string;
  /** Whether all of it was there before the store was. */
  readonly firstImport?: boolean;
}

export interface RecordOptions {
  /** Refuses the batch (`LeaseLost`) where the lease has gone to another meanwhile. */
  readonly lease?: Lease;
  /**
   * Messages to deliver; stored with the batch, in one transaction. Called for each part of a large batch. `firstImport`: the
   * store has just been made, and all that is seen is old news.
   */
  readonly desires?: (recorded: Recorded, firstImport: boolean) => readonly Desire[];
}

export interface EventQuery {
  /** Only events with a smaller id. */
  readonly before?: number;
  readonly limit: number;
  readonly kinds?: readonly AuditKind[];
  /** Only these tenants; for viewers who may see some. */
  readonly tenants?: readonly string[];
}

export interface History {
  /** For people: where it is. */
  readonly name: string;
  /** Stores what is new in these statuses. Recording the same again changes nothing. */
  record(statuses: readonly TenantStatus[], options?: RecordOptions): Promise<Recorded>;
  /** From now on what is seen is news. */
  endFirstImport(): Promise<void>;
  /** Tenants that are neither published nor known to an Argo CD any more; their events stay. */
  forget(tenants: readonly string[], options?: RecordOptions): Promise<Recorded>;
  /** All current statuses, sorted by tenant. */
  statuses(): Promise<readonly TenantStatus[]>;
  /** One tenant's events, the newest first. */
  history(tenant: string, query: Pick<EventQuery, 'before' | 'limit'>): Promise<readonly AuditEvent[]>;
  /** Everybody's events, the newest first. */
  activity(query: EventQuery): Promise<readonly AuditEvent[]>;
  /** Events after an id, the oldest first: nothing is left out, whoever wrote it. */
  since(id: number, limit: number): Promise<readonly AuditEvent[]>;
  /**
   * Removes events older than that many days, but none of a tenant's latest progress, and messages that were delivered before. Gives how
   * many events went.
   */
  prune(days: number): Promise<number>;
  /** Throws an OutsideError where the database does not answer. */
  ping(): Promise<void>;
  readonly outbox: Outbox;
  readonly leases: Leases;
  close(): Promise<void>;
}

/** What receivers may be notified of, and the steps of a tenant's progress. */
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
  /** How long the step or the whole progress took. */
  readonly seconds?: number;
  readonly sourceCommit?: string;
  readonly publishedCommit?: string;
  readonly pullRequest?: number;
}

/** Earlier times are mistakes. */
const earliest = Date.parse('2000-01-01T00:00:00Z');

/** A time as ISO 8601 in UTC: `at` where it is absent, no time, or has not come yet. */
export function instant(time: string | undefined, at: string): string {
  const parsed = time === undefined ? Number.NaN : Date.parse(time);
  return parsed >= earliest && parsed <= Date.parse(at) ? new Date(parsed).toISOString() : at;
}

/** Never negative: clocks differ. */
export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}

/** The first time of a tenant's progress that is known: the merge, or what follows it. */
export function progressBegan(status: TenantStatus, at: string): string | undefined {
  const times = new Map<StepName, string | undefined>(
    status.steps.map((step) => [step.name, step.endedAt ?? step.startedAt]),
  );
  const known = ['merged', 'published', 'seen'] as const satisfies readonly StepName[];
  const first = known.map((name) => times.get(name)).find((time) => time !== undefined);
  return first === undefined ? undefined : instant(first, at);
}

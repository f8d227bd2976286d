// The view of an Application that is kept in memory: small enough for ten thousand, and without anything that a report could not show.
import type { TenantIdentity } from '../../argocd/index-entry.js';

export const syncStatuses = ['Synced', 'OutOfSync', 'Unknown'] as const;
export const healthStatuses = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'] as const;
export const operationPhases = ['Running', 'Terminating', 'Failed', 'Error', 'Succeeded'] as const;

type SyncStatus = (typeof syncStatuses)[number];
export type HealthStatus = (typeof healthStatuses)[number];
type OperationPhase = (typeof operationPhases)[number];

/** Times are ISO 8601 in UTC, whole seconds, by Argo CD's clock: they are compared with each other and never with ours. */
export interface ApplicationView extends TenantIdentity {
  /** Which Argo CD has it. */
  readonly argocd: string;
  readonly name: string;
  /** The namespace of Argo CD that it is in. */
  readonly namespace: string;
  readonly createdAt?: string;
  readonly deleting: boolean;
  readonly sync: SyncStatus;
  /** What was last compared: a commit, or a branch's name where comparing failed. */
  readonly revision?: string;
  /** Whether what was compared is what the Application names now. */
  readonly comparedToOwnSource: boolean;
  readonly comparedAt?: string;
  readonly health: HealthStatus;
  readonly healthMessage?: string;
  readonly healthSince?: string;
  /** Whether an operation is asked for or runs (`.operation`). */
  readonly pending: boolean;
  /** The last operation, or the one that runs. */
  readonly operation?: OperationView;
  readonly conditions: readonly ConditionView[];
  readonly resources: readonly ResourceView[];
  readonly images: readonly string[];
}

export interface OperationView {
  readonly phase: OperationPhase;
  readonly message: string;
  readonly startedAt?: string;
  /** With the phase Running: it waits to try again. */
  readonly finishedAt?: string;
  readonly retries: number;
  readonly retryLimit: number;
  readonly revision?: string;
  /** Without those that are done, once it has succeeded; a last backup's stays, for what it says. */
  readonly results: readonly ResultView[];
}

/** What the operation did with one object. */
export interface ResultView extends ObjectName {
  /** Synced, SyncFailed, Pruned or PruneSkipped. */
  readonly status: string;
  /** Running until the object is healthy; then Succeeded, Failed or Error. */
  readonly phase: string;
  readonly message: string;
}

export interface ConditionView {
  readonly type: string;
  readonly message: string;
  /** Since when it says this. */
  readonly since?: string;
}

export interface ObjectName {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

export interface ResourceView extends ObjectName {
  readonly wave: number;
  readonly sync: SyncStatus;
  /** It left git, and is to be removed. */
  readonly prune: boolean;
  /** A person must confirm that. */
  readonly confirm: boolean;
}

/** `batch/Job/migrate`, as Argo CD's messages name an object. */
export function objectKey({ group, kind, name }: ObjectName): string {
  return `${group}/${kind}/${name}`;
}

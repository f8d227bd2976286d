// The status of a tenant from the request to running, as the terminal, the page, the reports and the API show it. It contains no secret
// and no log.
import type { TenantIdentity } from '../../argocd/index-entry.js';

/** The steps of a change, in the order in which people think. */
export const stepNames = [
  'requested',
  'merged',
  'published',
  'seen',
  'namespace',
  'secrets',
  'database',
  'migration',
  'services',
  'routes',
  'healthy',
] as const;

export type StepName = (typeof stepNames)[number];

/** `skipped`: the tenant has nothing of the kind, as a product without a database. */
export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

export interface Step {
  readonly name: StepName;
  readonly state: StepState;
  /** ISO 8601 in UTC, where it is known. */
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** What went wrong, one line, without control characters, cut to a length that fits a comment. */
  readonly error?: string;
  /** What to do about it. */
  readonly hint?: string;
}

/**
 * What people ask first. `stuck` is one of Argo CD's silent ends, which it does not report and which no waiting mends;
 * `unknown` is a tenant of which no Argo CD has an Application yet, or has said nothing for long.
 */
export const tenantStates = ['live', 'progressing', 'degraded', 'failed', 'stuck', 'suspended', 'unknown'] as const;

export type TenantState = (typeof tenantStates)[number];

/** Argo CD's silent ends, see docs/operate.md; each has its own way out. */
export type DeadEnd = 'prune-unconfirmed' | 'never-attempted' | 'retries-used-up';

/** One object of the tenant, with the health that Argo CD gives it. */
export interface ResourceStatus {
  readonly kind: string;
  readonly name: string;
  /** Healthy, Progressing, Degraded, Suspended, Missing or Unknown; left out where Argo CD has no health for the kind. */
  readonly health?: string;
  readonly sync?: string;
  readonly message?: string;
}

/** Whose change it is, kept through every hop. */
export interface Correlation {
  /** Commit of the source repository that was published. */
  readonly sourceCommit?: string;
  /** Pull request that brought it there. */
  readonly pullRequest?: number;
  /** Commit of the GitOps repository that last touched the tenant's folder. */
  readonly publishedCommit?: string;
}

export interface TenantStatus extends TenantIdentity {
  readonly namespace: string;
  /** Which Argo CD has it, where one does. */
  readonly argocd?: string;
  readonly state: TenantState;
  /** One sentence: what happens, or what went wrong. */
  readonly summary: string;
  readonly deadEnd?: DeadEnd;
  /** What to do, where there is something to do. */
  readonly hint?: string;
  readonly correlation: Correlation;
  /** Commit that Argo CD last compared with the cluster. */
  readonly revision?: string;
  /** One for each of `stepNames`, in their order. */
  readonly steps: readonly Step[];
  readonly resources: readonly ResourceStatus[];
  /** Where each object's health is not at hand, steps follow from the Application alone. */
  readonly coarse: boolean;
  /** Container images that run. */
  readonly images: readonly string[];
  /** When Argo CD last compared it, ISO 8601 in UTC. */
  readonly comparedAt?: string;
}

// What the GitOps repository says of a tenant (poller/fleet/published-history.ts).
import type { IndexEntry } from '../../argocd/index-entry.js';

export type PublishedEntry = Pick<
  IndexEntry,
  | 'tenant'
  | 'displayName'
  | 'namespace'
  | 'cluster'
  | 'region'
  | 'product'
  | 'tier'
  | 'ring'
  | 'lifecycle'
  | 'url'
  | 'digest'
>;

export interface PublishedFacts {
  readonly entry: PublishedEntry;
  /** The last commit that touched the tenant's folder. */
  readonly commit: string;
  /** ISO 8601 in UTC, by the publisher's clock. */
  readonly publishedAt: string;
  /** What was rendered; absent where the commit does not say. */
  readonly sourceCommit?: string;
  /** When the change was written, when it was merged, and by which pull request; where the commit says so. */
  readonly requestedAt?: string;
  readonly mergedAt?: string;
  readonly pullRequest?: number;
}

/** Whether a commit is, or comes before, a revision; `undefined` where the revision is not known. */
export type IsReached = (commit: string, revision: string) => boolean | undefined;

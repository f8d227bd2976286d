// What a fleet is watched with: its Argo CDs, the GitOps repository, who is told, and how long it waits for what.
import type { TenantStatus } from '../../argocd/status/tenant-status.js';
import type { KubeConnection } from '../../argocd/watch/kube-connection.js';
import type { WatchTiming } from '../../argocd/watch/watch-listener.js';
import type { ObjectHealth } from './object-health.js';
import type { PublishedHistory } from './published-history.js';

export interface FleetSource {
  /** What this Argo CD is called here. */
  readonly argocd: string;
  readonly namespace: string;
  readonly connection: KubeConnection;
  /** Its API, for each object's health. */
  readonly api?: ObjectHealth;
}

export interface FleetWatchOptions {
  readonly platform: string;
  readonly sources: readonly FleetSource[];
  /** Absent where the GitOps repository can not be read. */
  readonly history?: PublishedHistory;
  readonly only?: string;
  readonly now: () => string;
  /** Seconds that Argo CD may note an error on an Application before its tenant counts as failed. */
  readonly errorGrace: number;
  readonly changed: (statuses: readonly TenantStatus[], gone: readonly string[]) => void;
  /** What can not be reached at the moment, and that it can be again. */
  readonly trouble?: (source: string, problem: string | undefined) => void;
  readonly timing?: FleetTiming;
}

/** Milliseconds. */
export interface FleetTiming extends WatchTiming {
  /** Between two looks at the GitOps repository. @default 15000 */
  readonly git?: number;
  /** Without a connection, after which nothing is known of its tenants. @default 60000 */
  readonly lost?: number;
  /** Without a word of an Argo CD whose tenants are in motion. @default 900000 */
  readonly silent?: number;
  readonly betweenLooks?: number;
}

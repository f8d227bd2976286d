// How Argo CD syncs: one policy for tenants, one for the roots that apply projects and ApplicationSets.
import type { SyncPolicy } from './resources/application.js';

/**
 * `ServerSideApply=true` is left out on purpose: by itself it selects a discontinued diff. An empty folder is refused
 * (`allowEmpty`), and an object that two Applications claim fails the sync of the second.
 */
const base = {
  syncOptions: [
    'PruneLast=true',
    'ApplyOutOfSyncOnly=true',
    'FailOnSharedResource=true',
    'RespectIgnoreDifferences=true',
    'CreateNamespace=false',
  ],
  retry: { limit: 5, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
} as const;

export const tenantSync: SyncPolicy = { automated: { prune: true, selfHeal: true, allowEmpty: false }, ...base };

/**
 * The roots never prune by themselves: a sync that waits for the confirmation of one prune applies nothing else, and would hold
 * up every tenant of its set. What left git stays OutOfSync until a person syncs with prune and confirms.
 */
export const rootSync: SyncPolicy = { automated: { prune: false, selfHeal: true, allowEmpty: false }, ...base };

/** Revisions that Argo CD remembers of each Application; git remembers all. */
export const revisionHistoryLimit = 3;

/** The full name, since a bare one may also be a tag (argoproj/argo-cd#26428). */
export function branchRef(branch: string): string {
  return `refs/heads/${branch}`;
}

// How Argo CD syncs: the options that keep a tenant from being wiped out, shared or left behind.
import type { ApplicationSpec } from './resources.js';

type SyncPolicy = ApplicationSpec['syncPolicy'];

/** Tries again with the newest revision, for about ten minutes. */
const retry = {
  limit: 5,
  refresh: true,
  backoff: { duration: '10s', factor: 2, maxDuration: '5m' },
} as const satisfies SyncPolicy['retry'];

/**
 * A tenant's: prunes what left its folder, but never an emptied folder.
 * No ServerSideApply: alone it selects a diff that Argo CD has given up. No PruneLast: objects ask for it themselves, since some
 * must not (constructs/object-meta.ts).
 */
export const tenantSyncPolicy: SyncPolicy = {
  automated: { prune: true, selfHeal: true, allowEmpty: false },
  syncOptions: [
    'CreateNamespace=false',
    'ApplyOutOfSyncOnly=true',
    'FailOnSharedResource=true',
    'RespectIgnoreDifferences=true',
  ],
  retry,
};

/**
 * The roots': prunes nothing. A project must outlive its Application, and a prune that waits for confirmation would hold up
 * every other tenant of the set.
 */
export const rootSyncPolicy: SyncPolicy = {
  automated: { prune: false, selfHeal: true, allowEmpty: false },
  syncOptions: ['CreateNamespace=false', 'ApplyOutOfSyncOnly=true', 'FailOnSharedResource=true'],
  retry,
};

/** Full name of a branch: a bare one could also be a tag (argo-cd #26428). */
export function branchRef(branch: string): string {
  return `refs/heads/${branch}`;
}

// How Argo CD syncs and deletes: the options that keep a tenant from being wiped out, shared or left behind.
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
 * must not (constructs/base/metadata.ts).
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

/**
 * On an AppProject: it stays until no Application refers to it, since one without a project can not even be deleted
 * (argoproj/argo-cd#4369). On an ApplicationSet: its controller first takes the owner references off the Applications, which
 * would go with it otherwise.
 */
export const finalizer = 'resources-finalizer.argocd.argoproj.io';

/**
 * A project must outlive its Application, so the roots prune nothing, and a person deletes what is left over. `Prune=confirm`
 * would not do: a sync waits for the confirmation even where it is not to prune (tried on 3.2.11), and a set that waits takes no
 * new tenant. `IgnoreExtraneous` keeps a root Synced then; without it, it would read OutOfSync for ever, and a real difference
 * would go unseen.
 */
export const keptAnnotations = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=confirm',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
} as const;

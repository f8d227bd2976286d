// The finalizer that keeps an Application from losing what it depends on.

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
export const kept = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=confirm',
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
} as const;

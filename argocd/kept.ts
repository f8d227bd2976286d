// What the roots apply stays when it leaves git, and holds nothing up: annotations of AppProjects, ApplicationSets and set roots.

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

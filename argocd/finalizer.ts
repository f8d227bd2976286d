// The finalizer that keeps an Application from losing what it depends on.

/**
 * On an AppProject: it stays until no Application refers to it, since one without a project can not even be deleted
 * (argoproj/argo-cd#4369). On an ApplicationSet: its controller first takes the owner references off the Applications, which
 * would go with it otherwise.
 */
export const finalizer = 'resources-finalizer.argocd.argoproj.io';

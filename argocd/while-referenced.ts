// The finalizer of AppProjects and ApplicationSets that keeps an Application from losing what it depends on.

/**
 * On an AppProject: it stays until no Application refers to it, since one without a project can not even be deleted
 * (argoproj/argo-cd#4369). On an ApplicationSet: its controller takes the owner references off the Applications before it
 * goes, so that they stay.
 */
export const whileReferenced = 'resources-finalizer.argocd.argoproj.io';

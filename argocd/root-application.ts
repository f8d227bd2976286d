// What all root Applications have in common: the root project, Argo CD's own cluster and namespace, and no pruning by itself.
import type { ApiObjectMetadata } from 'cdk8s';
import { type ArgoCdProps, argoCdNames } from './argocd-props.js';
import type { ApplicationSpec } from './resources/application.js';
import { branchRef, revisionHistoryLimit, rootSync } from './sync-policies.js';

/** Argo CD's name for the cluster that it runs in. */
export const ownCluster = 'https://kubernetes.default.svc';

export interface RootApplicationProps {
  readonly name: string;
  /** Folder of the GitOps repository. */
  readonly path: string;
  readonly directory: ApplicationSpec['source']['directory'];
  /** Paths below the folder whose change means a new look. @default the whole folder */
  readonly watch?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Without the resources finalizer: deleting a root leaves everything that it applied. */
export function rootApplication(
  argocd: ArgoCdProps,
  { name, path, directory, watch = ['.'], labels, annotations }: RootApplicationProps,
): { metadata: ApiObjectMetadata; spec: ApplicationSpec } {
  return {
    metadata: {
      name,
      namespace: argocd.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'tenantry', platform: argocd.platform, ...labels },
      annotations: { 'argocd.argoproj.io/manifest-generate-paths': watch.join(';'), ...annotations },
    },
    spec: {
      project: argoCdNames.rootProject(argocd),
      source: { repoURL: argocd.repository, targetRevision: branchRef(argocd.branch), path, directory },
      destination: { server: ownCluster, namespace: argocd.namespace },
      revisionHistoryLimit,
      syncPolicy: rootSync,
    },
  };
}

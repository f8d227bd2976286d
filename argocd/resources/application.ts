// Argo CD's Application, as far as tenants and roots need it.
import { customResource } from '../../constructs/resources/custom-resource.js';

/** How Argo CD names a cluster. */
export type ClusterReference = { readonly server: string } | { readonly name: string };

export interface ApplicationSpec {
  readonly project: string;
  readonly source: {
    readonly repoURL: string;
    readonly targetRevision: string;
    readonly path: string;
    readonly directory: { readonly recurse: boolean; readonly include?: string };
  };
  readonly destination: ClusterReference & { readonly namespace: string };
  readonly info?: readonly { readonly name: string; readonly value: string }[];
  readonly revisionHistoryLimit: number;
  readonly syncPolicy: SyncPolicy;
}

export interface SyncPolicy {
  readonly automated: { readonly prune: boolean; readonly selfHeal: boolean; readonly allowEmpty: boolean };
  readonly syncOptions: readonly string[];
  readonly retry: {
    readonly limit: number;
    /** Retries the newest revision, not the one that failed. */
    readonly refresh: boolean;
    readonly backoff: { readonly duration: string; readonly factor: number; readonly maxDuration: string };
  };
}

export const Application = customResource<ApplicationSpec>('argoproj.io/v1alpha1', 'Application');

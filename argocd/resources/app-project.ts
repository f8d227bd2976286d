// Argo CD's AppProject, as far as tenants and roots need it.
import { customResource } from '../../constructs/resources/custom-resource.js';
import type { ClusterReference } from './application.js';

export interface AppProjectSpec {
  /** At most 255 characters. */
  readonly description: string;
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly (ClusterReference & { readonly namespace: string })[];
  /** Empty: no object outside a namespace. `name` counts from Argo CD 3.3 on; older ones store it without effect. */
  readonly clusterResourceWhitelist: readonly {
    readonly group: string;
    readonly kind: string;
    readonly name?: string;
  }[];
  readonly namespaceResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
  readonly roles?: readonly {
    readonly name: string;
    readonly description: string;
    readonly groups: readonly string[];
    readonly policies: readonly string[];
  }[];
}

export const AppProject = customResource<AppProjectSpec>('argoproj.io/v1alpha1', 'AppProject');

// Who is asked for the health of a tenant's objects, and what is known of them afterwards; inspector.ts asks.
import type { ApplicationView } from '../../argocd/status/application-view.js';
import type { ResourceTree, TreeNode } from '../../argocd/status/read-resource-tree.js';

/** ArgoCdApi is one; both fail where it does not answer. */
export interface ObjectHealth {
  resourceTree(view: Pick<ApplicationView, 'name' | 'namespace'>, signal: AbortSignal): Promise<ResourceTree>;
  marker(view: Pick<ApplicationView, 'name' | 'namespace'>, signal: AbortSignal): Promise<string | undefined>;
}

export interface Inspection {
  readonly tree?: ResourceTree;
  readonly lastBackup?: TreeNode;
  readonly marker?: string;
}

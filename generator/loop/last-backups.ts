// What Argo CD's API said of the last backup of each tenant that was suspended with one. inspector.ts asks for it once, since a later
// sync of the tenant takes it out of the Application, and keeps it here, since trees of tenants at rest are forgotten.
import { type ApplicationView, objectKey } from '../../argocd/status/application-view.js';
import { isLastBackup } from '../../argocd/status/lost-backup.js';
import type { ResourceTree, TreeNode } from '../../argocd/status/read-resource-tree.js';

interface Known {
  readonly commit: string;
  readonly node?: TreeNode;
}

export class LastBackups {
  readonly #known = new Map<string, Known>();

  /** Whether the tenant has one of which only the API can tell, and has not told yet. */
  isOwed(view: ApplicationView, commit: string): boolean {
    const backup = view.resources.find(isLastBackup);
    if (backup === undefined || view.operation?.results.some(isLastBackup)) return false;
    return this.#known.get(view.tenant)?.commit !== commit;
  }

  /** A tree that is older than its end says nothing of it. */
  keep({ tenant, resources }: ApplicationView, commit: string, tree: ResourceTree): void {
    const backup = resources.find(isLastBackup);
    const node = backup === undefined ? undefined : tree.get(objectKey(backup));
    if (backup === undefined || node?.health === 'Progressing') this.forget(tenant);
    else this.#known.set(tenant, { commit, ...(node === undefined ? {} : { node }) });
  }

  found(tenant: string, commit: string): { readonly lastBackup?: TreeNode } {
    const known = this.#known.get(tenant);
    return known?.node === undefined || known.commit !== commit ? {} : { lastBackup: known.node };
  }

  forget(tenant: string): void {
    this.#known.delete(tenant);
  }
}

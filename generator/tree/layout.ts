// Where things are in the GitOps repository, and so which of its files are Tenantry's: one table for writers and readers.
import { concernNames } from '../../constructs/index.js';

export const ownershipFile = '.tenantry.json';

export const layout = {
  tenantFolder: (cluster: string, id: string) => `clusters/${cluster}/tenants/${id}`,
  concern: (cluster: string, id: string, concern: string) => `clusters/${cluster}/tenants/${id}/${concern}.yaml`,
  setFolder: (cluster: string, set: string) => `clusters/${cluster}/argocd/${set}`,
  applicationSet: (cluster: string, set: string) => `clusters/${cluster}/argocd/${set}/applicationset.yaml`,
  project: (cluster: string, set: string, id: string) => `clusters/${cluster}/argocd/${set}/projects/${id}.yaml`,
  index: (cluster: string, set: string, id: string) => `clusters/${cluster}/argocd/${set}/index/${id}.json`,
  /** What is remembered of a tenant that was removed. */
  tombstone: (id: string) => `removed/${id}.json`,
  /** The root Applications of one cluster's sets, which the Application that a person applied once keeps in step. */
  roots: (cluster: string) => `argocd/${cluster}.yaml`,
} as const;

/** Whose a path of the tree is; `undefined` for a file that is not Tenantry's and is never touched. */
export type Ownership =
  | {
      readonly kind: 'tenant';
      readonly cluster: string;
      readonly id: string;
      readonly part: 'manifests' | 'project' | 'index';
    }
  | { readonly kind: 'removed'; readonly id: string }
  | { readonly kind: 'shared' };

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const tenantPatterns = [
  {
    part: 'manifests',
    pattern: new RegExp(`^clusters/(${label})/tenants/(${label})/(?:${concernNames.join('|')})\\.yaml$`),
  },
  { part: 'project', pattern: new RegExp(`^clusters/(${label})/argocd/${label}/projects/(${label})\\.yaml$`) },
  { part: 'index', pattern: new RegExp(`^clusters/(${label})/argocd/${label}/index/(${label})\\.json$`) },
] as const;
const tombstonePattern = new RegExp(`^removed/(${label})\\.json$`);
const sharedPattern = new RegExp(
  `^(?:\\.tenantry\\.json|argocd/${label}\\.yaml|clusters/${label}/argocd/${label}/applicationset\\.yaml)$`,
);

/** Tells whose a path is. */
export function tryFindOwner(path: string): Ownership | undefined {
  if (sharedPattern.test(path)) return { kind: 'shared' };
  const removed = tombstonePattern.exec(path)?.[1];
  if (removed !== undefined) return { kind: 'removed', id: removed };
  for (const { part, pattern } of tenantPatterns) {
    const match = pattern.exec(path);
    if (match?.[1] !== undefined && match[2] !== undefined)
      return { kind: 'tenant', cluster: match[1], id: match[2], part };
  }
  return undefined;
}

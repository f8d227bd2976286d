// What the objects for Argo CD need to know of the platform; it comes from platform.yaml through generator/plan.

export interface ArgoCdProps {
  /** The platform's name: it prefixes the names of everything that Argo CD is given. */
  readonly platform: string;
  /** The namespace that Argo CD runs in. */
  readonly namespace: string;
  /** Address of Argo CD's pages, without a slash at the end. */
  readonly url?: string;
  /** The GitOps repository as Argo CD reaches it. */
  readonly repository: string;
  /** Its branch, by its short name. */
  readonly branch: string;
  /** Address of the source repository's pages, for links to the tenant's file; without a slash at the end. */
  readonly sourceUrl?: string;
  readonly sourceBranch?: string;
  /** How many sets each cluster has. */
  readonly sets: number;
}

/**
 * Names that reports, links and tests share with the manifests. A tenant's name is a DNS label; all others hold a dot, so that
 * no tenant can be named like a root and take its place.
 */
export const argoCdNames = {
  set: (index: number) => `set-${index}`,
  applicationSet: ({ platform }: ArgoCdProps, cluster: string, set: string) => `${platform}.${cluster}.${set}`,
  rootProject: ({ platform }: ArgoCdProps) => `${platform}.root`,
  rootApplication: ({ platform }: ArgoCdProps) => `${platform}.root`,
  setApplication: ({ platform }: ArgoCdProps, cluster: string, set: string) => `${platform}.root.${cluster}.${set}`,
  /** One name for a tenant's Application, its AppProject and its namespace. */
  tenant: (namespace: string) => namespace,
} as const;

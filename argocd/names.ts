// What the objects for Argo CD need to know of the platform, and their names.
import { createHash } from 'node:crypto';

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

/** The set's name; the same id and number of sets always give the same one. */
export function setOf(tenant: string, sets: number): string {
  return argoCdNames.set(createHash('sha256').update(tenant).digest().readUInt32BE(0) % sets);
}

/** Names of all sets. */
export function allSets(sets: number): string[] {
  return Array.from({ length: sets }, (_, index) => argoCdNames.set(index));
}

export interface ArgoCdVariables {
  /** As `ARGOCD_AUTH_TOKEN`, or `ARGOCD_AUTH_TOKEN_EU_WEST`. */
  readonly token: string;
  /** As `ARGOCD_SERVER`, or `ARGOCD_SERVER_EU_WEST`. */
  readonly server: string;
}

export function argoCdVariables(instance?: string): ArgoCdVariables {
  const suffix = instance === undefined ? '' : `_${instance.toUpperCase().replaceAll('-', '_')}`;
  return { token: `ARGOCD_AUTH_TOKEN${suffix}`, server: `ARGOCD_SERVER${suffix}` };
}

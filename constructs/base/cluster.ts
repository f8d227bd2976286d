// What a construct may know of the cluster a tenant lives on: addresses, classes and peers, all of it profile data. It comes from
// platform.yaml through the plan; each concern adds its own fields beside its props (declaration merging).

export interface ClusterProps {
  readonly name: string;
  readonly region: string;
  /** As `production`; a label on the tenant's namespace. */
  readonly environment: string;
  readonly baseDomain: string;
  /** How Argo CD names the cluster. */
  readonly destination: { readonly server: string } | { readonly name: string };
  readonly storageClass: string;
}

export interface Endpoint {
  readonly cidr: string;
  readonly port: number;
}

/** Pods of another namespace, as a NetworkPolicy selects them. */
export interface Peer {
  readonly namespace: string;
  /** Empty or absent: every pod of that namespace. */
  readonly podLabels?: Readonly<Record<string, string>>;
}

/** Something outside the tenant's namespace that blueprints may ask for by name: in the cluster or at fixed addresses. */
export type SharedService = { readonly ports: readonly number[] } & (
  | { readonly peer: Peer }
  | { readonly cidrs: readonly string[] }
);

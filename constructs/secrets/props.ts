// A tenant’s secrets, and where its cluster keeps them, as the constructs are told.

/** The tenant's store is bound to its own ServiceAccount `secrets`, and reads below `<prefix>/<tenant id>/` only. */
export type SecretStoreProps = VaultStore | AwsStore | GeneratedStore;

/** No store at all: what one would hold is made up in the cluster, once. */
export interface GeneratedStore {
  readonly kind: 'generated';
  /** By entry and key: what must not be made up, as the address of a server. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface VaultStore {
  readonly kind: 'vault';
  readonly server: string;
  /** The KV version 2 engine's mount. */
  readonly mount: string;
  readonly authMount: string;
  /** A Vault role whose policy is templated by the ServiceAccount's namespace. */
  readonly role: string;
  readonly prefix: string;
  /** How old a secret may become, as `90d`. */
  readonly rotate: string;
}

export interface AwsStore {
  readonly kind: 'aws';
  readonly awsRegion: string;
  readonly prefix: string;
  /** How old a secret may become, as `90d`. */
  readonly rotate: string;
  /** ARN of a role that may read what is tagged with the tenant's id; `{tenant}` stands for the id. */
  readonly roleArn: string;
}

/** Where a Secret's values come from: the secret store, under the tenant's own prefix, or a generator in the cluster. */
export type SecretProps =
  | {
      readonly kind: 'stored';
      readonly from: string;
      readonly keys: readonly string[];
      /** How old it may become; absent: as the store says. */
      readonly rotate?: string;
    }
  | { readonly kind: 'generated'; readonly key: string; readonly length: number };

declare module '../base/tenant.js' {
  interface TenantProps {
    readonly secrets: Readonly<Record<string, SecretProps>>;
  }
}

declare module '../base/cluster.js' {
  interface ClusterProps {
    readonly secretStore: SecretStoreProps;
    /** By which a controller restarts Deployments whose Secrets change; its value lists them. */
    readonly reloadAnnotation?: string;
  }
}

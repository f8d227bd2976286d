// A Secret that a concern needs and the concern secrets makes: read below the tenant's own prefix of the secret store, or generated in
// the cluster; no value is ever in git.

export type SecretRequest = StoredRequest | GeneratedRequest;

export interface StoredRequest extends Requested {
  readonly kind: 'stored';
  /** Entry of the tenant's prefix. */
  readonly from: string;
  readonly keys: readonly string[];
  /** How old it may become, where not as the store says. */
  readonly rotate?: string;
  /** Whether it is read when it is made and never again. @default false */
  readonly once?: boolean;
}

/** Made once, and never another. */
export interface GeneratedRequest extends Requested {
  readonly kind: 'generated';
  readonly key: string;
  readonly length: number;
}

interface Requested {
  /** Of the Secret. */
  readonly name: string;
  /** What it holds, where that is more than the keys as they are. */
  readonly template?: SecretTemplate;
}

export interface SecretTemplate {
  readonly engineVersion: 'v2';
  readonly mergePolicy: 'Replace';
  readonly type: 'kubernetes.io/basic-auth' | 'Opaque';
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  /** Go templates over the keys. */
  readonly data: Readonly<Record<string, string>>;
}

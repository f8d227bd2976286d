// One Kubernetes object as it is rendered, with the file it goes into.

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface Manifest {
  /** Path of its file from the tree's root. */
  readonly path: string;
  readonly object: KubeObject;
}

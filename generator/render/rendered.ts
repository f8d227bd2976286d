// What rendering makes: files as text, grouped by the tenant they belong to.
// It comes from synth and goes to write (a folder) and publish (a git repository).

/** A file of the GitOps repository: a path with forward slashes from its root, and its whole text. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}

export interface RenderedTenant {
  readonly id: string;
  readonly cluster: string;
  /** Everything that belongs to this tenant alone: its manifests, its AppProject and its index file. */
  readonly files: readonly RenderedFile[];
}

export interface RenderedTree {
  readonly tenants: readonly RenderedTenant[];
  /** What belongs to the platform: ApplicationSets, root Applications, `.tenantry.json`. */
  readonly shared: readonly RenderedFile[];
}

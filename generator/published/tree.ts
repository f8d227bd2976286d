// A tree that Tenantry keeps: the folder `dist/`, or a commit of the GitOps repository. Both are read in the same way.

/** Paths with forward slashes from the tree's root. */
export interface Tree {
  /** Every file with git's blob id of its content (hex SHA-1). */
  list(): Promise<ReadonlyMap<string, string>>;
  /** The texts of some files of the list, by path. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

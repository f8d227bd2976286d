// A tree that Tenantry keeps: the folder `dist/`, or a commit of the GitOps repository. Both are read in the same way.
import { createHash } from 'node:crypto';

/** Paths with forward slashes from the tree's root. */
export interface Tree {
  /** Every file with git's blob id of its content (hex SHA-1). */
  list(): Promise<ReadonlyMap<string, string>>;
  /** The texts of some files of the list, by path. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Reads give the very texts. */
export function memoryTree(files: readonly { readonly path: string; readonly text: string }[]): Tree {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return {
    list: async () => new Map([...texts].map(([path, text]) => [path, blobId(text)])),
    read: async (paths) => new Map(paths.map((path) => [path, texts.get(path) ?? missing(path)])),
  };
}

function missing(path: string): never {
  throw new Error(`${path} is not in the tree`);
}

/** Hex SHA-1 of the blob that holds the text (in UTF-8) or the bytes; Pro Git, 10.2 "Git Objects". */
export function blobId(content: string | Uint8Array): string {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  return createHash('sha1').update(`blob ${size}\0`).update(content).digest('hex');
}

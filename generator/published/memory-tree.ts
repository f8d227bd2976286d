// A rendered tree as a Tree, without a folder or a repository: the state that other sources would publish.
import { blobId } from './blob-id.js';
import type { Tree } from './tree.js';

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

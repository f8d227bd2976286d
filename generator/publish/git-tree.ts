// A commit of a repository as a Tree: one `ls-tree` for the list, one `cat-file --batch` for all texts.
import type { Tree } from '../tree/tree.js';
import { plumb } from './git.js';

export const emptyTree: Tree = { list: async () => new Map(), read: async () => new Map() };

/** The tree of a commit, read with `git ls-tree` and `git cat-file`. */
export function gitTree(gitDir: string, commit: string): Tree {
  let listed: Promise<ReadonlyMap<string, string>> | undefined;
  const list = () => {
    listed ??= listCommit(gitDir, commit);
    return listed;
  };
  return { list, read: async (paths) => readBlobs(gitDir, await list(), paths) };
}

async function listCommit(gitDir: string, commit: string): Promise<ReadonlyMap<string, string>> {
  const output = await plumb([`--git-dir=${gitDir}`, 'ls-tree', '-r', '-z', '--full-tree', commit]);
  const list = new Map<string, string>();
  for (const line of output.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t');
    if (tab !== -1) list.set(line.slice(tab + 1), line.slice(tab - idLength, tab));
  }
  return list;
}

/** Lines are `<mode> <type> <id>\t<path>`; ids are SHA-1 in hex. */
const idLength = 40;

async function readBlobs(
  gitDir: string,
  list: ReadonlyMap<string, string>,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (paths.length === 0) return new Map();
  const ids = paths.map((path) => findId(list, path));
  const output = await plumb([`--git-dir=${gitDir}`, 'cat-file', '--batch=%(objectsize)'], {
    input: [`${ids.join('\n')}\n`],
  });
  const texts = new Map<string, string>();
  let start = 0;
  for (const path of paths) {
    const { text, end } = readBlob(output, start);
    texts.set(path, text);
    start = end;
  }
  return texts;
}

function findId(list: ReadonlyMap<string, string>, path: string): string {
  const id = list.get(path);
  if (id === undefined) throw new Error(`${path} is not in the tree`);
  return id;
}

/** One answer is `<size in bytes>\n<content>\n`. */
function readBlob(output: Buffer, start: number): { text: string; end: number } {
  const newline = output.indexOf(10, start);
  const size = Number(output.toString('latin1', start, newline));
  if (!Number.isInteger(size)) throw new Error(`git cat-file answered ${output.toString('latin1', start, newline)}`);
  const end = newline + 1 + size;
  return { text: output.toString('utf8', newline + 1, end), end: end + 1 };
}

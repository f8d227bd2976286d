// A folder as a Tree: `dist/`, which mirrors the GitOps repository. Symbolic links inside are listed as git lists them, never followed.
import { type Dirent, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { OutsideError } from '../../constructs/base/finding.js';
import { stagingPrefix } from './staging.js';
import type { Tree } from './tree.js';
import { blobId } from './tree.js';

/** A folder that does not exist is an empty tree. Reading throws OutsideError where the disk refuses. */
export function diskTree(root: string): Tree {
  return {
    list: async () => listFolder(root),
    read: async (paths) => new Map(paths.map((path) => [path, readText(root, path)])),
  };
}

/** Synchronous calls read 100,000 small files several times faster than promises do. */
function listFolder(root: string): Map<string, string> {
  const list = new Map<string, string>();
  addFolder(root, '', list);
  return list;
}

function addFolder(root: string, folder: string, list: Map<string, string>): void {
  for (const entry of readFolder(join(root, folder))) {
    if (folder === '' && isNotContent(entry.name)) continue;
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) addFolder(root, `${path}/`, list);
    else addFile(root, path, entry, list);
  }
}

function isNotContent(name: string): boolean {
  return name === '.git' || name.startsWith(stagingPrefix);
}

function addFile(root: string, path: string, entry: Dirent, list: Map<string, string>): void {
  const content = tryRead(join(root, path), (file) => {
    if (entry.isSymbolicLink()) return readlinkSync(file);
    return entry.isFile() ? readFileSync(file) : undefined;
  });
  if (content !== undefined) list.set(path, blobId(content));
}

function readFolder(folder: string): Dirent[] {
  return tryRead(folder, (path) => readdirSync(path, { withFileTypes: true })) ?? [];
}

function readText(root: string, path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (cause) {
    throw unreadable(join(root, path), cause);
  }
}

/** `undefined` for what is not there, or not any more. */
function tryRead<Content>(path: string, read: (path: string) => Content): Content | undefined {
  try {
    return read(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): OutsideError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OutsideError(`can not read ${path}: ${reason}`, { hint: 'check that the folder is readable', cause });
}

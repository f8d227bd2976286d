// The folders that changes go to, looked at and made before the first file moves, so that a refusal leaves the tree as it was.
import { accessSync, constants, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { OutsideError } from '../finding/outside-error.js';

/** Makes the folders of `puts`, checks those of `puts` and `deletes`; returns how to take back what was made. */
export function prepareFolders(root: string, puts: readonly string[], deletes: readonly string[]): () => void {
  const made: string[] = [];
  const undo = () => removeFolders(made);
  try {
    const known = new Set<string>();
    for (const path of puts) prepareFolder(root, dirname(path), known, made);
    for (const path of deletes) prepareFolder(root, dirname(path), known, made);
    for (const path of puts) assertNoFolder(root, path);
  } catch (error) {
    undo();
    throw error;
  }
  return undo;
}

function prepareFolder(root: string, folder: string, known: Set<string>, made: string[]): void {
  if (known.has(folder)) return;
  if (folder !== '.') prepareFolder(root, dirname(folder), known, made);
  known.add(folder);
  const path = join(root, folder);
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    mkdirSync(path);
    made.push(path);
  } else if (folder !== '.' && !stats.isDirectory()) throw inTheWay(path);
  else accessSync(path, constants.W_OK | constants.X_OK);
}

function assertNoFolder(root: string, path: string): void {
  if (lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) throw inTheWay(join(root, path));
}

function inTheWay(path: string): OutsideError {
  return new OutsideError(`${path} is a symbolic link, a file or a folder where another kind is needed`, {
    hint: 'remove it; Tenantry writes through no link',
  });
}

function removeFolders(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) rmdirSync(folder);
}

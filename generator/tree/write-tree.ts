// Applies changes to a folder: all new texts are staged first, then moved into place; a file that did not change is not touched.
// Input are the changes that reconcile found between the folder and what was rendered.

import { accessSync, constants, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { dirname } from 'node:path/posix';
import { OutsideError } from '../../constructs/base/finding.js';
import type { Changes } from './reconcile.js';
import { removeLeftOverStaging, stage } from './staging.js';

/** Throws OutsideError; where the disk is full, or refuses, nothing was changed. */
export function writeTree(root: string, changes: Pick<Changes, 'puts' | 'deletes'>): void {
  try {
    mkdirSync(root, { recursive: true });
    removeLeftOverStaging(root);
    if (changes.puts.length + changes.deletes.length > 0) apply(root, changes);
  } catch (error) {
    throw error instanceof OutsideError ? error : failed(root, error);
  }
}

function apply(root: string, { puts, deletes }: Pick<Changes, 'puts' | 'deletes'>): void {
  const undoFolders = prepareFolders(
    root,
    puts.map((file) => file.path),
    deletes,
  );
  const { folder, files } = undoOnError(undoFolders, () => stage(root, puts));
  try {
    for (const { from, path } of files) renameSync(from, join(root, path));
    for (const path of deletes) rmSync(join(root, path), { force: true });
    removeEmptyFolders(root, deletes);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function undoOnError<Result>(undo: () => void, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    undo();
    throw error;
  }
}

function removeEmptyFolders(root: string, deletes: readonly string[]): void {
  for (const folder of new Set(deletes.map((path) => dirname(path)))) removeIfEmpty(root, folder);
}

/** Removes the folder and those above it, up to the first that still holds something. */
function removeIfEmpty(root: string, folder: string): void {
  if (folder === '.' || !tryRemoveFolder(join(root, folder))) return;
  removeIfEmpty(root, dirname(folder));
}

function tryRemoveFolder(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && notEmptyOrGone.has(error.code)) return false;
    throw error;
  }
}

const notEmptyOrGone: ReadonlySet<unknown> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT']);

function failed(root: string, cause: unknown): OutsideError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OutsideError(`can not write ${root}: ${reason}`, {
    hint: 'check free space and permissions, then run again: what is missing is written then',
    cause,
  });
}

/** Makes the folders of `puts`, checks those of `puts` and `deletes`; returns how to take back what was made. */
function prepareFolders(root: string, puts: readonly string[], deletes: readonly string[]): () => void {
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

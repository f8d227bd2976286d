// The temporary folder inside a tree that new texts are written to before any of them is moved into place.

import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { RenderedFile } from '../render/render-tenant.js';

export const stagingPrefix = '.tenantry-staging.';

/** A text that waits in `from` to be moved to `path` of the tree. */
interface StagedFile {
  readonly from: string;
  readonly path: string;
}

export interface Staging {
  readonly folder: string;
  readonly files: readonly StagedFile[];
}

/** Writes all texts; on any error the folder is gone again and the error is thrown. */
export function stage(root: string, files: readonly RenderedFile[]): Staging {
  const folder = join(root, temporaryName(stagingPrefix));
  mkdirSync(folder);
  try {
    return { folder, files: files.map((file, index) => stageFile(folder, file, index)) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function stageFile(folder: string, file: RenderedFile, index: number): StagedFile {
  const from = join(folder, String(index));
  writeFileSync(from, file.text, { flag: 'wx' });
  return { from, path: file.path };
}

/** Removes the staging folders of killed runs. */
export function removeLeftOverStaging(root: string): void {
  for (const name of readdirSync(root))
    if (isLeftOver(name, stagingPrefix)) rmSync(join(root, name), { recursive: true, force: true });
}

/** A new name, `<prefix><host>.<pid>.<seconds since 1970>.<random>`. */
export function temporaryName(prefix: string, now: number = Date.now()): string {
  return `${prefix}${host()}.${process.pid}.${Math.floor(now / 1000)}.${randomBytes(4).toString('hex')}`;
}

/** Runs of this program take minutes: after a day nobody works with the name any more, on whatever host. */
const longestRun = 24 * 60 * 60;

/** True for a name of that prefix whose run has ended: its process on this host is gone, or a day has passed. */
export function isLeftOver(name: string, prefix: string, now: number = Date.now()): boolean {
  if (!name.startsWith(prefix)) return false;
  const [, runHost, pid, started] = pattern.exec(name.slice(prefix.length)) ?? [];
  if (pid === undefined) return false;
  return now / 1000 - Number(started) > longestRun || (runHost === host() && !isAlive(Number(pid)));
}

const pattern = /^([a-z0-9-]*)\.([1-9][0-9]{0,9})\.([0-9]{1,12})\.[0-9a-f]{8}$/;

/** As far as it fits into a file's and a ref's name. */
function host(): string {
  return hostname()
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 60);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

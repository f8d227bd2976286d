// The temporary folder inside a tree that new texts are written to before any of them is moved into place.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RenderedFile } from '../synth/rendered.js';
import { isLeftOver, temporaryName } from './left-overs.js';

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

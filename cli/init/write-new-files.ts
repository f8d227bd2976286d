// Writes new files into a folder: all of them or none, and never over a file that exists.
import { linkSync, lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { OutsideError } from '../../constructs/base/finding.js';
import { type Staging, stage } from '../../generator/tree/staging.js';
import { UsageError } from '../terminal.js';
import type { StarterFile } from './starter.js';

/** Throws UsageError where something is in the way, OutsideError where the disk refuses; then the folder is as it was. */
export function writeNewFiles(folder: string, files: readonly StarterFile[]): void {
  const obstacles = [...new Set(files.flatMap(({ path }) => tryFindObstacle(folder, path) ?? []))];
  if (obstacles.length > 0) throw new UsageError(inTheWay(folder, obstacles));
  const undo: (() => void)[] = [];
  try {
    makeFolder(folder, undo);
    const staging = stage(folder, files);
    undo.push(() => rmSync(staging.folder, { recursive: true, force: true }));
    place(folder, staging, undo);
    rmSync(staging.folder, { recursive: true, force: true });
  } catch (cause) {
    for (const step of undo.reverse()) step();
    throw refusal(folder, cause);
  }
}

/** Whether anything has this path below the folder, be it a link that leads nowhere. */
export function isThere(folder: string, path: string): boolean {
  return tryStat(lstatSync, join(folder, path)) !== undefined;
}

/** What keeps a file from being made: the file itself, or something else where one of its folders should be. */
function tryFindObstacle(folder: string, path: string): string | undefined {
  const steps = path.split('/');
  const parents = steps.map((_, index) => steps.slice(0, index).join('/'));
  const blocked = parents.find((parent) => tryStat(statSync, join(folder, parent))?.isDirectory() === false);
  return blocked ?? (isThere(folder, path) ? path : undefined);
}

/** `lstatSync` for files, where a link itself is in the way; `statSync` for folders, which may be reached by links. */
function tryStat(stat: typeof lstatSync | typeof statSync, path: string): Stats | undefined {
  try {
    return stat(path, { throwIfNoEntry: false });
  } catch (cause) {
    // One of the parents is a file, which is reported by itself.
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOTDIR') return undefined;
    throw refusal(path, cause);
  }
}

function place(folder: string, staging: Staging, undo: (() => void)[]): void {
  for (const { from, path } of staging.files) {
    const target = join(folder, path);
    makeFolder(dirname(target), undo);
    // A link, not a rename: it fails where somebody else has made the file in the meantime.
    linkSync(from, target);
    undo.push(() => rmSync(target, { force: true }));
  }
}

/** Makes a folder and its parents; `undo` gets a step for each that was not there. */
function makeFolder(folder: string, undo: (() => void)[]): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  for (let each = first; ; each = join(each, relative(each, folder).split(sep)[0] ?? '')) {
    undo.push(() => removeIfEmpty(each));
    if (each === folder) return;
  }
}

/** What somebody else has put into it meanwhile is theirs, and stays. */
function removeIfEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

/** Obstacles beyond this many are only counted. */
const mostNamed = 5;

function inTheWay(folder: string, obstacles: readonly string[]): string {
  const isPlatform = obstacles.includes('platform.yaml');
  const first = [...obstacles].sort((a, b) => Number(b === 'platform.yaml') - Number(a === 'platform.yaml'));
  const rest = first.length - mostNamed;
  return [
    'nothing was made, because this is there already:',
    ...first.slice(0, mostNamed).map((path) => `  ${join(folder, path)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(isPlatform ? ['it is a platform already: `tenantry validate` checks it, `tenantry add` adds a tenant'] : []),
    'choose a folder without them: tenantry init <folder>',
  ].join('\n');
}

function refusal(folder: string, cause: unknown): OutsideError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OutsideError(`can not make the platform in ${folder}: ${reason}`, {
    hint: 'check that you may write there, and that the disk is not full; what was made is removed again',
    cause,
  });
}

// One process at a time in a folder, because two would ruin an embedded database. The operating system holds the lock, and takes it
// back when the process ends, however it ends.
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { tryLock } from 'fs-native-extensions';
import { z } from 'zod';
import { OutsideError } from '../../constructs/base/finding.js';

/** Throws an OutsideError that names the holder; gives what releases it. */
export function lockFolder(folder: string): () => void {
  const path = join(resolve(folder), 'lock');
  mkdirSync(folder, { recursive: true });
  const file = openSync(path, 'a+');
  try {
    if (!tryLock(file) || !isAt(path, file)) throw heldBy(folder, path);
    ftruncateSync(file);
    writeSync(
      file,
      JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() } satisfies Holder),
    );
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return () => {
    rmSync(path, { force: true });
    closeSync(file);
  };
}

/** Whoever held the lock may have removed its file after this process had opened it: that lock keeps nobody out. */
function isAt(path: string, file: number): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === fstatSync(file).ino;
}

const holderSchema = z.object({ pid: z.int(), host: z.string(), since: z.string() });
type Holder = z.infer<typeof holderSchema>;

function heldBy(folder: string, path: string): OutsideError {
  const holder = tryReadHolder(path);
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another process';
  return new OutsideError(`${folder} is in use by ${who}`, {
    hint: `stop it, or set DATABASE_URL to a PostgreSQL that several can share; where it is surely gone, remove ${path}`,
  });
}

function tryReadHolder(path: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

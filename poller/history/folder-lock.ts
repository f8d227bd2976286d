// One process at a time in a folder, even where the last one was killed: an embedded database is ruined by two.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { OutsideError } from '../../constructs/base/finding.js';

/** Milliseconds. A holder on another machine can not be asked: it is gone where it has not touched the file for so long. */
const heartbeat = 10_000;
const silence = 60_000;

const holderSchema = z.object({ pid: z.int(), host: z.string(), born: z.string(), since: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Folders that this process holds: a lock with its own number may be of a process before it, in the same container. */
const held = new Set<string>();

/** Throws an OutsideError that names the holder; gives what releases it. */
export function lockFolder(folder: string): () => void {
  const path = join(resolve(folder), 'lock');
  mkdirSync(folder, { recursive: true });
  if (!tryTake(path)) {
    const holder = holderOf(path);
    if (holder === undefined || isAlive(path, holder)) throw heldBy(folder, path, holder);
    removeStale(path, holder);
    if (!tryTake(path)) throw heldBy(folder, path, holderOf(path));
  }
  held.add(path);
  const beat = setInterval(() => touch(path), heartbeat).unref();
  return () => {
    clearInterval(beat);
    held.delete(path);
    rmSync(path, { force: true });
  };
}

/** A file that is linked into its place is there as a whole, or not at all. */
function tryTake(path: string): boolean {
  const mine = `${path}.${process.pid}`;
  const holder = { pid: process.pid, host: hostname(), born: born(process.pid), since: new Date().toISOString() };
  writeFileSync(mine, JSON.stringify(holder satisfies Holder));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

function holderOf(path: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined;
  }
}

function isAlive(path: string, holder: Holder): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < silence;
  if (holder.pid === process.pid) return held.has(path);
  return born(holder.pid) === holder.born && runs(holder.pid);
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When a process began, in ticks since the machine did (proc(5)): numbers are given again. Empty where nobody says, and of one that
 * was killed but that its parent has not taken note of.
 */
function born(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

/** Of two that come at once one takes away the stale lock; what the other took away then is not stale, and is put back. */
function removeStale(path: string, stale: Holder): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
    if (JSON.stringify(holderOf(aside)) !== JSON.stringify(stale)) linkSync(aside, path);
  } catch {
    // Somebody else was faster: whoever takes the lock next decides.
  } finally {
    rmSync(aside, { force: true });
  }
}

function touch(path: string): void {
  try {
    const time = new Date();
    utimesSync(path, time, time);
  } catch {
    // The folder is gone or read-only; the database says so itself.
  }
}

function heldBy(folder: string, path: string, holder: Holder | undefined): OutsideError {
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another process';
  return new OutsideError(`${folder} is in use by ${who}`, {
    hint: `stop it, or set DATABASE_URL to a PostgreSQL that several can share; where it is surely gone, remove ${path}`,
  });
}

import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../../poller/history/folder-lock.js';
import { temporaryFolder } from '../../temporary-folder.js';

const elsewhere = { pid: 1, host: 'another.example', born: '5', since: '2026-11-21T10:00:00Z' };

/** A folder with the lock that somebody left there, untouched for so many seconds. */
function lockedBy(holder: unknown, seconds = 0): string {
  const folder = temporaryFolder();
  const path = join(folder, 'lock');
  writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify(holder));
  const time = new Date(Date.now() - seconds * 1000);
  utimesSync(path, time, time);
  return folder;
}

describe('lockFolder', () => {
  it('lets one in, names it to the next, and leaves nothing behind', () => {
    const folder = temporaryFolder();
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`process ${process.pid} on ${hostname()}`);
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process before this one, in the same container', { ...elsewhere, pid: process.pid, host: hostname() }],
    ['a process whose number has gone to another', { ...elsewhere, pid: process.ppid, host: hostname() }],
  ])('takes over from %s', (_name, holder) => {
    const folder = lockedBy(holder);
    lockFolder(folder)();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });

  it('takes over from another machine only when nothing was heard of it for a minute', () => {
    expect(() => lockFolder(lockedBy(elsewhere, 30))).toThrow('process 1 on another.example');
    lockFolder(lockedBy(elsewhere, 90))();
  });

  it('does not guess what a lock means that it can not read', () => {
    expect(() => lockFolder(lockedBy('{'))).toThrow('in use by another process');
  });
});

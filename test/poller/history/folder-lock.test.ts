import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockFolder } from '../../../poller/history/folder-lock.js';
import { temporaryFolder } from '../../temporary-folder.js';

const build = join(import.meta.dirname, '..', '..', '..', 'build', 'poller', 'history', 'folder-lock.js');

/** Another process, once it holds the lock. */
async function holderOf(folder: string) {
  const program = `
    import { lockFolder } from ${JSON.stringify(build)};
    lockFolder(process.argv[1]);
    console.log('held');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('lockFolder', () => {
  it('lets one in, names it to the next, and leaves nothing behind', () => {
    const folder = temporaryFolder();
    const release = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`process ${process.pid} on ${hostname()}`);
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('keeps out whoever comes while another process has it, and lets them in once that was killed', async () => {
    const folder = temporaryFolder();
    const child = await holderOf(folder);
    try {
      expect(() => lockFolder(folder)).toThrow(`${folder} is in use by process ${child.pid} on ${hostname()} since 2`);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['a process before this one, in the same container', { pid: process.pid, host: hostname() }],
    ['a process whose number has gone to another', { pid: process.ppid, host: hostname() }],
    ['another machine that is gone', { pid: 1, host: 'another.example' }],
  ])('takes over from %s', (_name, holder) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'lock'), JSON.stringify({ ...holder, since: '2026-11-21T10:00:00Z' }));
    const release = lockFolder(folder);
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does not guess what a lock means that it can not read', () => {
    const folder = temporaryFolder();
    const release = lockFolder(folder);
    writeFileSync(join(folder, 'lock'), '{');
    expect(() => lockFolder(folder)).toThrow('in use by another process');
    release();
  });
});

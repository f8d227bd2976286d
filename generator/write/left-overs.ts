// Names for what a run leaves behind only when it is killed, so that a later run can tell left-overs from a live run's own.
// Used for staging folders, new repositories and temporary refs.
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

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

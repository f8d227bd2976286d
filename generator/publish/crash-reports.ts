// What `git fast-import` leaves in a repository when it fails: a report for git's own developers, which nobody would ever remove.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export function removeCrashReports(gitDir: string): void {
  for (const name of readdirSync(gitDir)) if (report.test(name)) rmSync(join(gitDir, name), { force: true });
}

/** git-fast-import(1), "Crash reports": with the number of the process. */
const report = /^fast_import_crash_\d+$/;

// A copy of the repository with a git history of one commit, in which the documents' commands are run.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { repository } from './markdown.js';

export interface Sandbox {
  /** Runs a script in the copy's root; it ends at the first command that fails. */
  run(script: string): { readonly code: number | null; readonly output: string };
  /** Writes a file below the copy's root. */
  write(path: string, text: string): void;
  /** Another sandbox in the same state. */
  copy(): Sandbox;
  remove(): void;
}

/** Copies the repository as it was built last, without its history and what it has published. */
export function makeSandbox(): Sandbox {
  const folder = emptyFolder();
  const left = new Set(['node_modules', '.git', '.tenantry', 'coverage', 'test'].map((name) => join(repository, name)));
  cpSync(repository, join(folder, 'tenantry'), { recursive: true, filter: (source) => !left.has(source) });
  const sandbox = sandboxIn(folder);
  sandbox.write('../bin/tenantry', `#!/bin/sh\nexec node "${'$'}{0%/bin/tenantry}/tenantry/build/cli/main.js" "$@"\n`);
  symlinkSync(join(repository, 'node_modules'), join(folder, 'tenantry', 'node_modules'));
  const made = sandbox.run('chmod +x ../bin/tenantry\ngit init -q\ngit add -A\ngit commit -qm "as it is"');
  if (made.code === 0) return sandbox;
  sandbox.remove();
  throw new Error(`the copy could not be made: ${made.output}`);
}

function sandboxIn(folder: string): Sandbox {
  const root = join(folder, 'tenantry');
  return {
    run: (script) => runIn(folder, root, script),
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    copy: () => {
      const other = emptyFolder();
      cpSync(folder, other, { recursive: true, verbatimSymlinks: true });
      return sandboxIn(other);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), `tenantry-${basename(import.meta.dirname)}-`));
}

function runIn(folder: string, cwd: string, script: string): ReturnType<Sandbox['run']> {
  const result: SpawnSyncReturns<string> = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...identity, PATH: [join(folder, 'bin'), process.env.PATH].join(delimiter) },
  });
  if (result.error !== undefined) throw result.error;
  return { code: result.status, output: result.stdout + result.stderr };
}

/** No configuration of the person who runs the tests has a say. */
const identity = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Reader',
  GIT_AUTHOR_EMAIL: 'reader@platform.example',
  GIT_COMMITTER_NAME: 'Reader',
  GIT_COMMITTER_EMAIL: 'reader@platform.example',
};

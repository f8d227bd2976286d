// Watches the source files of a platform, and reports when they have changed.
import { type FSWatcher, watch } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { OutsideError } from '../../constructs/base/finding.js';

/**
 * Sources lie directly in these folders, so each is watched by itself. A recursive watch costs one watcher per file on Linux
 * (nodejs.org/api/fs.html, fs.watch) and includes dist/ and node_modules/.
 */
const folders = ['blueprints', 'tenants', 'policies', 'constructs', 'constructs/extra'] as const;
const topNames: readonly string[] = ['platform.yaml', ...folders];

/** Milliseconds without an event after which a burst is over: an editor that saves by renaming makes several, a checkout many. */
const quiet = 100;

/** The folder is watched from the moment this is made until it is closed. */
export class SourceWatch {
  readonly #root: string;
  readonly #stop: AbortSignal;
  #watchers: FSWatcher[] = [];
  #timer: NodeJS.Timeout | undefined;
  #changed = false;
  #wake: () => void = () => {};

  /** @throws OutsideError where the folder can not be watched. */
  constructor(root: string, stop: AbortSignal) {
    this.#root = resolve(root);
    this.#stop = stop;
    stop.addEventListener('abort', () => this.#wake(), { once: true });
    this.#open();
  }

  /**
   * Waits until something has changed since the last call and the burst is over; false where it was stopped before.
   * @throws OutsideError where the platform's folder is gone.
   */
  async next(): Promise<boolean> {
    await this.#burst();
    if (this.#stop.aborted) return false;
    this.#changed = false;
    this.#open();
    return true;
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }

  #burst(): Promise<void> {
    if (this.#changed || this.#stop.aborted) return Promise.resolve();
    return new Promise((done) => {
      this.#wake = done;
    });
  }

  /** Anew after each burst: a watcher stays with a folder that was removed or renamed, and not with the one that took its place. */
  #open(): void {
    this.close();
    this.#watch(this.#root, (name) => topNames.includes(name) || name === basename(this.#root));
    for (const folder of folders) this.#tryWatch(join(this.#root, folder));
  }

  #tryWatch(folder: string): void {
    try {
      this.#watch(folder, isVisible);
    } catch (error) {
      // What is absent or closed to us shows itself in the folder above when that changes.
      if (!(error instanceof OutsideError && isOutOfReach(error.cause))) throw error;
    }
  }

  #watch(folder: string, isSource: (name: string) => boolean): void {
    try {
      const watcher = watch(folder, (_, name) => {
        if (name === null || isSource(name)) this.#note();
      });
      // Where the folder goes away, some systems report an error in place of an event.
      watcher.on('error', () => this.#note());
      this.#watchers.push(watcher);
    } catch (cause) {
      throw refusal(folder, cause);
    }
  }

  #note(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#changed = true;
      this.#wake();
    }, quiet);
  }
}

/** Hidden files are not sources: editors keep unsaved text in them. */
function isVisible(name: string): boolean {
  return !name.startsWith('.');
}

function isOutOfReach(cause: unknown): boolean {
  return ['ENOENT', 'EACCES', 'EPERM'].includes(codeOf(cause));
}

const hints: Readonly<Record<string, string>> = {
  ENOENT: 'it is not there: start again where platform.yaml is',
  ENOSPC: 'the system’s limit on watches is reached: raise fs.inotify.max_user_watches',
  EMFILE: 'the system’s limit on watchers is reached: raise fs.inotify.max_user_instances',
};

function refusal(folder: string, cause: unknown): OutsideError {
  const hint = hints[codeOf(cause)] ?? 'check that you may read it';
  return new OutsideError(`the folder ${folder} can not be watched`, { hint, cause });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

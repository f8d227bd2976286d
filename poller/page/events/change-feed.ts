// The changes of tenants, gathered for a moment and numbered, so that a stream that broke continues. Numbers belong to one process; a
// browser with numbers of another one loads everything again.
import { randomUUID } from 'node:crypto';
import type { PageData } from '../page-data.js';

export interface Change {
  /** `<process>-<number>`: digits, letters and one dash. */
  readonly id: string;
  readonly tenants: readonly string[];
}

export interface ChangeFeed {
  /** What came after a change; `undefined` where that is not known any more. */
  after(id: string): readonly Change[] | undefined;
  /** The newest, also before the first. */
  readonly newest: string;
  listen(listener: (change: Change) => void): () => void;
  close(): void;
}

interface FeedOptions {
  /** How long changes are gathered, so that a thousand at once are one. */
  readonly gatherMs: number;
  /** How many names of tenants are remembered, over all changes. */
  readonly remember: number;
}

export function changeFeed(data: Pick<PageData, 'subscribe'>, { gatherMs, remember }: FeedOptions): ChangeFeed {
  const process = randomUUID().slice(0, 8);
  const listeners = new Set<(change: Change) => void>();
  let recent: readonly Change[] = [];
  let count = 0;
  let gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  const publish = () => {
    timer = undefined;
    count += 1;
    const change = { id: `${process}-${count}`, tenants: [...gathered] };
    gathered = new Set();
    recent = latest([...recent, change], remember);
    for (const listener of listeners) listener(change);
  };
  const unsubscribe = data.subscribe((tenants) => {
    for (const tenant of tenants) gathered.add(tenant);
    timer ??= setTimeout(publish, gatherMs).unref();
  });

  return {
    get newest() {
      return `${process}-${count}`;
    },
    after(id) {
      if (id === `${process}-${count}`) return [];
      if (id === `${process}-0` && recent.length === count) return recent;
      const index = recent.findIndex((change) => change.id === id);
      return index < 0 ? undefined : recent.slice(index + 1);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearTimeout(timer);
      unsubscribe();
      listeners.clear();
    },
  };
}

/** The newest changes that name no more tenants than that together; the last one always. */
function latest(changes: readonly Change[], names: number): readonly Change[] {
  let left = names;
  const first = changes.findLastIndex(({ tenants }) => {
    left -= tenants.length;
    return left < 0;
  });
  return changes.slice(Math.min(first + 1, changes.length - 1));
}

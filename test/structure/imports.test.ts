// The rooms: imports run one way, and only edges touch what is outside the program.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** Each room may import itself and those before it. */
const rooms = ['constructs', 'argocd', 'generator', 'poller', 'cli'] as const;

/** The only rooms that may touch disk, git, clock or environment, and the files elsewhere that are an edge on purpose. */
const edges = ['generator/publish', 'poller/watch', 'poller/fleet', 'poller/github', 'cli'];
const edgeFiles = [
  'generator/kube-schemas/kube-connection.ts',
  'generator/kube-schemas/schema-cache.ts',
  'generator/read/import-constructs.ts',
  'generator/read/read-sources.ts',
  'generator/read/write-schemas.ts',
  'generator/tree/disk-tree.ts',
  'generator/tree/staging.ts',
  'generator/tree/write-tree.ts',
  'poller/history/embedded-database.ts',
  'poller/history/folder-lock.ts',
  'poller/notify/post.ts',
  'poller/page/listen.ts',
  'poller/page/assets.ts',
];

const builtFolders = ['build', 'node_modules'];

const sources = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .map((file) => join(room, file))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ room, file, text: readFileSync(join(root, file), 'utf8') })),
);

function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map((match) =>
    relative(root, join(root, dirname(file), match[1] ?? '')),
  );
}

/** The place of the room that holds a path; -1 for none. */
function roomOf(path: string): number {
  return rooms.findIndex((room) => path.startsWith(`${room}/`));
}

describe('the rooms', () => {
  it('hold every source file, beside tests and benchmarks', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !builtFolders.includes(entry.name))
      .map(({ name }) => name)
      .filter((name) =>
        readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).some((file) => file.endsWith('.ts')),
      );
    expect(folders.sort()).toEqual([...rooms, 'bench', 'test'].sort());
  });

  it.each(rooms)('%s imports only itself and what comes before it', (room) => {
    const later = sources
      .filter((source) => source.room === room)
      .flatMap(({ file, text }) =>
        importsOf(file, text)
          .filter((path) => roomOf(path) < 0 || roomOf(path) > rooms.indexOf(room))
          .map((path) => `${file} → ${path}`),
      );
    expect(later).toEqual([]);
  });

  it('have no circles of files', () => {
    const graph = new Map(
      sources.map(({ file, text }) => [file, importsOf(file, text).map((path) => path.replace(/\.js$/, '.ts'))]),
    );
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (done.has(file) || trail.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('touch disk, processes, clock and environment only at their edges', () => {
    const touches =
      /from 'node:(?:fs|fs\/promises|child_process|os|http|https)'|\bprocess\.|\bDate\.now\(|new Date\(\)/;
    const pure = sources.filter(
      ({ file }) => !edges.some((edge) => file.startsWith(`${edge}/`)) && !edgeFiles.includes(file),
    );
    const found = pure.filter(({ text }) => touches.test(text)).map(({ file }) => file);
    expect(found).toEqual([]);
  });
});
